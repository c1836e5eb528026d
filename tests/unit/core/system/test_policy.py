"""Policy: read from its sources, the strongest first; what cannot be used is said and decides nothing."""

import sys
from pathlib import Path

import pytest

from core.model.policies import Policy, PolicyName
from core.model.setting_values import IndexEntry
from core.system.dev_drive import is_dev_drive, is_dev_volume
from core.system.policy import policy_of, read_policy
from core.system.policy_declared import DECLARED, Language
from core.system.policy_sources import Said, read_trusted_file, said_by_key

WINDOWS = {
    "LocalAppData": r"C:\Users\ada\AppData\Local",
    "HOME": "/home/ada",
    "EMPTY": "",
    "USERNAME": "ada",
    "UPWARDS": r"x\..\..",
}


def decided(*said: Said, windows: bool = False) -> Policy:
    return policy_of(said, WINDOWS, windows=windows)


@pytest.mark.parametrize(
    ("text", "windows", "folder"),
    [
        (r"%LOCALAPPDATA%\Wheelyard", True, r"C:\Users\ada\AppData\Local\Wheelyard"),
        (r"D:\places", True, r"D:\places"),
        (r"D:\uv\%username%\{project}", True, r"D:\uv\ada\{project}"),
        (r"\\server\share\places", True, r"\\server\share\places"),
        (r"%NOWHERE%\places", True, None),
        (r"%EMPTY%\places", True, None),
        (r"D:\uv\%UPWARDS%", True, None),
        (r"places", True, None),
        ("D:\\", True, None),
        ("$HOME/places", False, "/home/ada/places"),
        ("${HOME}/places", False, "/home/ada/places"),
        ("/srv/places", False, "/srv/places"),
        ("$NOWHERE/places", False, None),
        ("places", False, None),
        ("/", False, None),
        ("", False, None),
        ("/a\0b", False, None),
    ],
)
def test_variables_are_put_in_and_only_a_whole_folder_counts(text: str, windows: bool, folder: str | None) -> None:  # noqa: FBT001
    policy = decided(Said("HKLM", {"places_root": text}), windows=windows)
    assert policy.places_root == (None if folder is None else Path(folder))
    assert (policy.troubles == ()) is (folder is not None)


def test_of_each_value_the_strongest_source_that_has_it_wins() -> None:
    policy = decided(
        Said("first", {"insecure_hosts": False}),
        Said("second", {"places_root": "/srv/a", "insecure_hosts": True}),
        Said("third", {"places_root": "/srv/b", "request_address": "it@company.example"}),
    )
    assert policy == Policy(
        places_root=Path("/srv/a"),
        insecure_hosts=False,
        request_address="it@company.example",
        sources={
            PolicyName.INSECURE_HOSTS: "first",
            PolicyName.PLACES_ROOT: "second",
            PolicyName.REQUEST_ADDRESS: "third",
        },
    )
    assert decided() == Policy()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("places_root", value) for value in ("relative", 3, None, ["/srv/a"], "")),
        *(("insecure_hosts", value) for value in (2, "false", None, [False], 0.0)),
        *(("forbidden_places", value) for value in ([], "", ["relative"], [3], 3, {"1": "/srv"})),
        *(("allowed_indexes", value) for value in ([], ["not one"], ["ftp://x.example"], ["https://u:p@x.example"])),
        *(("required_indexes", value) for value in (["https://x.example"], ["a=x"], ["a=https://x.example flat"])),
        *(("certificate_file", value) for value in ("/nowhere/roots.pem", "roots.pem", 1)),
        *(("request_address", value) for value in ("it", "a@b, c@d", "it@company.example?cc=x", 1)),
    ],
)
def test_a_value_that_cannot_be_used_is_said_and_the_rest_holds(name: str, value: object) -> None:
    policy = decided(Said("HKLM", {name: value, "ending_programs": False}))
    (trouble,) = policy.troubles
    assert "HKLM" in trouble
    assert name in trouble
    assert repr(value) in trouble
    assert policy == Policy(
        ending_programs=False, sources={PolicyName.ENDING_PROGRAMS: "HKLM"}, troubles=policy.troubles
    )


def test_a_bad_value_leaves_the_decision_to_the_next_source() -> None:
    policy = decided(Said("a", {"places_root": "relative"}), Said("b", {"places_root": "/srv/b"}))
    assert (policy.places_root, policy.source_of(PolicyName.PLACES_ROOT)) == (Path("/srv/b"), "b")
    assert len(policy.troubles) == 1


def test_a_source_that_cannot_be_read_does_not_hide_the_others() -> None:
    policy = decided(Said("a", {}, "The policy a cannot be read."), Said("b", {"insecure_hosts": False}))
    assert policy.insecure_hosts is False
    assert policy.troubles == ("The policy a cannot be read.",)


def test_a_bad_item_of_a_list_is_said_and_the_others_hold() -> None:
    listed = ["https://nexus.example/a", "ftp://x.example", "Pypi.Example:8443", "$HOME/wheels"]
    policy = decided(Said("file", {"allowed_indexes": listed}))
    assert policy.allowed_indexes == ("https://nexus.example/a", "pypi.example:8443", str(Path("/home/ada/wheels")))
    (trouble,) = policy.troubles
    assert "'ftp://x.example'" in trouble


def test_required_indexes_have_names_and_one_may_be_the_default() -> None:
    policy = decided(Said("file", {"required_indexes": ["a=https://a.example/simple", "b=https://b.example/ default"]}))
    assert policy.required_indexes == (
        IndexEntry(name="a", url="https://a.example/simple"),
        IndexEntry(name="b", url="https://b.example/", default=True),
    )


def test_an_unknown_name_is_reported() -> None:
    (trouble,) = decided(Said("file", {"plaecs_root": "/srv"})).troubles
    assert "'plaecs_root'" in trouble
    assert "file" in trouble


def test_a_key_of_the_registry_has_values_and_lists() -> None:
    values = {"Places_Root": r"D:\uv", "insecure_hosts": 0, "": None, "request_address": "it@company.example"}
    listed = {"10": "C:\\c", "2": "C:\\b", "1": "C:\\a"}
    said = said_by_key("HKLM", values, {"Forbidden_Places": listed, "required_indexes": {}})
    policy = decided(said, windows=True)
    assert policy.forbidden_places == (Path("C:\\a"), Path("C:\\b"), Path("C:\\c"))
    assert (policy.places_root, policy.insecure_hosts) == (Path(r"D:\uv"), False)
    assert policy.troubles == ()


def test_a_key_that_may_not_be_read_is_said() -> None:
    for said in (said_by_key("HKLM", None, {}), said_by_key("HKLM", {}, {"forbidden_places": None})):
        assert said.trouble is not None
        assert "HKLM" in said.trouble


def test_a_file_of_the_computer_counts_only_where_it_and_its_folder_are_an_administrators(tmp_path: Path) -> None:
    file = tmp_path / "Wheelyard" / "policy.toml"
    assert read_trusted_file(file, lambda _path: False) == Said(str(file), {})
    file.parent.mkdir()
    file.write_text("insecure_hosts = false\n")
    assert read_trusted_file(file, lambda _path: True) == Said(str(file), {"insecure_hosts": False})
    for foreign in (file, file.parent):
        said = read_trusted_file(file, lambda path, foreign=foreign: path != foreign)  # type: ignore[misc]
        assert said.values == {}
        assert said.trouble is not None
        assert f"{foreign} is not known to belong to the administrators" in said.trouble


@pytest.mark.skipif(sys.platform == "win32", reason="policy is in the registry there, as the lab reads it")
def test_files_of_policy_are_read(tmp_path: Path) -> None:
    file = tmp_path / "xdg" / "wheelyard" / "policy.toml"
    file.parent.mkdir(parents=True)
    environ = {"XDG_CONFIG_DIRS": f"relative:{tmp_path / 'gone'}:{tmp_path / 'xdg'}", "HOME": str(tmp_path)}
    file.write_text('places_root = "$HOME/places"\n')
    assert read_policy(environ).places_root == tmp_path / "places"
    assert read_policy(environ).source_of(PolicyName.PLACES_ROOT) == str(file)
    file.write_text("insecure_hosts = false\nplaces_root = = 2\n")
    broken = read_policy(environ)
    assert broken.places_root is None
    assert any(str(file) in trouble and "line 2" in trouble for trouble in broken.troubles)
    file.unlink()
    assert read_policy(environ).troubles == ()


@pytest.mark.skipif(sys.platform == "win32", reason="the examples of Windows are read in the lab")
def test_every_example_can_be_used(tmp_path: Path) -> None:
    import tomllib  # noqa: PLC0415 - the one test that needs it

    roots = tmp_path / "roots.pem"
    roots.write_text("x")
    environ = {**WINDOWS, "OneDrive": r"C:\Users\ada\OneDrive"}
    for declaration in DECLARED:
        values = tomllib.loads(declaration.example)
        if declaration.name is PolicyName.CERTIFICATE_FILE:
            values = {declaration.name.value: str(roots)}
        windows = declaration.name is not PolicyName.CERTIFICATE_FILE
        policy = policy_of([Said("file", values)], environ, windows=windows)
        assert policy.troubles == (), declaration.name
        assert list(policy.sources) == [declaration.name]


def test_every_value_is_declared_once_in_both_languages() -> None:
    assert [each.name for each in DECLARED] == list(PolicyName)
    for declaration in DECLARED:
        for language in Language:
            words = declaration.words(language)
            assert words.label
            assert words.help.endswith(".")
        assert declaration.english != declaration.german


def test_a_volume_says_whether_it_is_a_dev_drive_or_nothing() -> None:
    answers = {0x2000: True, 0x6000: True, 0x4000: False, 0: False}
    for flags, is_one in answers.items():
        answer = flags.to_bytes(4, "little") + (0x2000).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4)
        assert is_dev_volume(answer) is is_one
    assert is_dev_volume(b"") is None
    assert is_dev_drive(Path("/")) is None
