"""`wheelyard root`: what is in force and who decided it, for people and for scripts."""

from pathlib import Path

from tests.e2e.wheelyard import Shape, Wheelyard


def test_a_root_is_shown_chosen_and_left_to_the_measurements(computer: Wheelyard, tmp_path: Path) -> None:
    folder = tmp_path / "größe & 100 %" / "places"
    nothing: Shape = {"root": None, "decided_by": "measurements", "source": None, "notes": []}
    assert computer.run("root", "--json").objects == [nothing]
    chosen = computer.run("root", folder, "--json").objects[-1]
    assert (chosen["root"], chosen["decided_by"], chosen["source"]) == (str(folder), "you", None)
    assert computer.run("root").stdout.startswith(f"New places are made below {folder}, as you chose.")
    assert computer.run("root", "--none", "--json").objects == [nothing]


def test_where_policy_decides_the_status_says_so(tmp_path: Path) -> None:
    file = tmp_path / "xdg" / "wheelyard" / "policy.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f"places_root = '{tmp_path / 'company'}'\n")
    computer = Wheelyard(root=tmp_path, variables={"XDG_CONFIG_DIRS": str(tmp_path / "xdg")})
    assert computer.run("root", "--json").objects[-1]["decided_by"] == "policy"
    ended = computer.run("root", tmp_path / "mine")
    assert ended.status == 3, ended
    assert str(tmp_path / "company") in ended.sentence()
    assert str(file) in ended.stderr


def test_a_folder_that_cannot_be_a_root_is_wrong_input(computer: Wheelyard, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    ended = computer.run("root", tmp_path / "file")
    assert ended.status == 2, ended
    assert f"{tmp_path / 'file'} is a file" in ended.sentence()
