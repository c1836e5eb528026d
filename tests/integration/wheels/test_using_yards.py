"""Projects draw from whole folders by find-links and flat indexes, and leave them; the real uv locks."""

from core.model.outcome import Failed
from core.model.wheel_commands import LeaveYard, UseYard
from core.model.wheels import YardUse
from core.settings.allowed_indexes import PYPI
from core.wheels.make_wheel import write_wheel
from tests.integration.wheels.wheel_bench import WheelBench, refusal


def versions(bench: WheelBench, name: str) -> list[str]:
    return [version for version, _ in bench.locked(name)]


def test_find_links_and_back(bench: WheelBench) -> None:
    bench.write(("nx",))
    write_wheel(bench.yard_made(), "nx", "1.0")
    before = bench.file.read_bytes()
    outcome = bench.change(UseYard(folder=bench.yard))
    assert bench.meaning()["tool"]["uv"]["find-links"] == ["local wheels"], outcome
    assert versions(bench, "nx") == ["1.0"]
    outcome = bench.change(LeaveYard(folder=bench.yard))
    assert isinstance(outcome, Failed)  # nothing serves nx then
    assert bench.meaning()["tool"]["uv"]["find-links"] == ["local wheels"]
    bench.changed(LeaveYard(folder=bench.yard), prove=False)
    assert bench.file.read_bytes() == before


def test_a_flat_index_with_a_name(bench: WheelBench) -> None:
    bench.write(("nx",))
    write_wheel(bench.inbox, "nx", "1.0")
    bench.changed(UseYard(folder=bench.inbox, use=YardUse.FLAT_INDEX, name="mails"))
    (index,) = bench.meaning()["tool"]["uv"]["index"]
    assert index == {"name": "mails", "url": "../../mail from Jörg", "format": "flat"}
    assert versions(bench, "nx") == ["1.0"]


def test_a_flat_index_gets_a_name_of_its_folder(bench: WheelBench) -> None:
    write_wheel(bench.yard_made(), "nx", "1.0")
    bench.changed(UseYard(folder=bench.yard, use=YardUse.FLAT_INDEX))
    (index,) = bench.meaning()["tool"]["uv"]["index"]
    assert index == {"name": "local-wheels", "url": "./local wheels", "format": "flat"}
    outcome = bench.changed(UseYard(folder=bench.yard, use=YardUse.FLAT_INDEX))
    assert outcome.repaired is not None
    assert "already" in outcome.repaired
    bench.changed(LeaveYard(folder=bench.yard))
    assert "index" not in bench.meaning()["tool"]["uv"]


def test_where_a_uv_toml_holds_the_settings_it_is_written(bench: WheelBench) -> None:
    bench.write(("nx",))
    write_wheel(bench.yard_made(), "nx", "1.0")
    toml = bench.project / "uv.toml"
    toml.write_text('link-mode = "copy" # OneDrive\n', encoding="utf-8")
    before = bench.file.read_bytes()
    bench.changed(UseYard(folder=bench.yard))
    assert bench.meaning(toml) == {"link-mode": "copy", "find-links": ["local wheels"]}
    assert bench.file.read_bytes() == before
    assert versions(bench, "nx") == ["1.0"]


def test_a_member_of_a_workspace_draws_by_its_root(bench: WheelBench) -> None:
    root = bench.project
    member = root / "packages" / "a"
    member.mkdir(parents=True)
    bench.write(more='[tool.uv.workspace]\nmembers = ["packages/*"]\n')
    bench.project = member
    bench.write(("nx",))
    text = bench.file.read_text(encoding="utf-8").replace('name = "tiny"', 'name = "a"')
    bench.text(text)
    before = bench.file.read_bytes()
    (root / "yard").mkdir()
    write_wheel(root / "yard", "nx", "1.0")
    bench.changed(UseYard(folder=root / "yard"))
    assert bench.meaning(root / "pyproject.toml")["tool"]["uv"]["find-links"] == ["yard"]
    assert bench.file.read_bytes() == before
    assert (root / "uv.lock").is_file()
    assert not (member / "uv.lock").exists()


def test_what_cannot_be_used_or_left_is_said(bench: WheelBench) -> None:
    said = refusal(bench.refused(UseYard(folder=bench.root / "gone")))
    assert str(bench.root / "gone") in said
    said = refusal(bench.refused(LeaveYard(folder=bench.inbox)))
    assert str(bench.inbox) in said


def test_policy_keeps_folders_outside_of_the_project_out(bench: WheelBench) -> None:
    file = bench.root / "xdg" / "wheelyard" / "policy.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f'allowed_indexes = ["{PYPI}"]\n', encoding="utf-8")  # what uv asks where no index is the default
    bench.environ["XDG_CONFIG_DIRS"] = str(bench.root / "xdg")
    write_wheel(bench.yard_made(), "nx", "1.0")
    before = bench.snapshot()
    outcome = bench.change(UseYard(folder=bench.inbox))
    assert isinstance(outcome, Failed)
    assert outcome.by_policy
    assert str(bench.inbox) in outcome.problem.title
    assert str(file) in outcome.problem.title
    assert bench.snapshot() == before
    bench.changed(UseYard(folder=bench.yard))
