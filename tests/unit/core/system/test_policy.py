"""Policy: read from its sources, the strongest first; what cannot be used is said and decides nothing."""

import sys
from pathlib import Path

import pytest

from core.system.dev_drive import is_dev_drive, is_dev_volume
from core.system.policy import Said, expanded, policy_of, read_policy

WINDOWS = {"LocalAppData": r"C:\Users\ada\AppData\Local", "HOME": "/home/ada", "EMPTY": ""}


@pytest.mark.parametrize(
    ("text", "windows", "folder"),
    [
        (r"%LOCALAPPDATA%\Wheelyard", True, r"C:\Users\ada\AppData\Local\Wheelyard"),
        (r"D:\places", True, r"D:\places"),
        (r"\\server\share\places", True, r"\\server\share\places"),
        (r"%NOWHERE%\places", True, None),
        (r"%EMPTY%\places", True, None),
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
    assert expanded(text, WINDOWS, windows=windows) == (None if folder is None else Path(folder))


def test_the_strongest_source_with_a_value_wins() -> None:
    sources = (Said("first", {}), Said("second", {"places_root": "/srv/a"}), Said("third", {"places_root": "/srv/b"}))
    policy = policy_of(sources, {}, windows=False)
    assert (policy.places_root, policy.source, policy.trouble) == (Path("/srv/a"), "second", None)
    assert policy_of((), {}, windows=False).places_root is None


@pytest.mark.parametrize("value", ["relative", 3, None, ["/srv/a"], ""])
def test_a_value_that_cannot_be_used_is_said(value: object) -> None:
    policy = policy_of((Said("HKLM", {"places_root": value}),), {}, windows=False)
    assert policy.places_root is None
    assert policy.trouble is not None
    assert "HKLM" in policy.trouble
    assert repr(value) in policy.trouble


@pytest.mark.skipif(sys.platform == "win32", reason="policy is in the registry there, as the lab reads it")
def test_files_of_policy_are_read(tmp_path: Path) -> None:
    file = tmp_path / "xdg" / "wheelyard" / "policy.toml"
    file.parent.mkdir(parents=True)
    environ = {"XDG_CONFIG_DIRS": f"relative:{tmp_path / 'gone'}:{tmp_path / 'xdg'}", "HOME": str(tmp_path)}
    file.write_text('places_root = "$HOME/places"\n')
    assert read_policy(environ).places_root == tmp_path / "places"
    assert read_policy(environ).source == str(file)
    file.write_text("places_root = ")
    broken = read_policy(environ)
    assert broken.places_root is None
    assert broken.trouble is not None
    assert str(file) in broken.trouble
    file.unlink()
    assert read_policy(environ).trouble is None


def test_a_volume_says_whether_it_is_a_dev_drive_or_nothing() -> None:
    answers = {0x2000: True, 0x6000: True, 0x4000: False, 0: False}
    for flags, is_one in answers.items():
        answer = flags.to_bytes(4, "little") + (0x2000).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4)
        assert is_dev_volume(answer) is is_one
    assert is_dev_volume(b"") is None
    assert is_dev_drive(Path("/")) is None
