"""Names in archives that lead outside, that Windows cannot make, or that get into each other's way."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.wheels.reading.stopping import ReadingStoppedError
from core.wheels.reading.windows_names import name_troubles, path_trouble

DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{number}" for port in ("COM", "LPT") for number in "123456789¹²³"
}
ORDINARY = ["nice/__init__.py", "nice/sub/mod.py", "nice-1.0.dist-info/METADATA", "nice/", "LICENSE", "nice/aux_.py"]


def ids(*names: str) -> set[str]:
    return {trouble.id for trouble in name_troubles([*ORDINARY, *names])}


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("/etc/passwd", "absolute-name"),
        ("\\Windows\\x", "absolute-name"),
        ("C:/x", "absolute-name"),
        ("c:x", "absolute-name"),
        ("../x", "upward-name"),
        ("a/../x", "upward-name"),
        ("a/..", "upward-name"),
        ("..\\x", "upward-name"),
        ("..", "upward-name"),
        ("a\\b", "backslash-name"),
        ("CON", "windows-device"),
        ("a/con.txt", "windows-device"),
        ("aux/x", "windows-device"),
        ("a/Nul .x", "windows-device"),
        ("COM9.tar.gz", "windows-device"),
        ("lpt¹", "windows-device"),
        ("CONIN$", "windows-device"),
        ("a/x.", "windows-ending"),
        ("a ./x", "windows-ending"),
        ("x ", "windows-ending"),
        ("a/.../x", "windows-ending"),
        *[(f"a/x{character}y", "windows-character") for character in '<>:"|?*'],
        ("a/x\x1f", "control-character"),
        ("a\nb", "control-character"),
        ("\x7f", "control-character"),
        ("", "empty-name"),
        ("a//b", "untidy-name"),
        ("./a", "untidy-name"),
        ("é" * 256, "name-too-long"),
        ("nice/__INIT__.py", "case-collision"),
        ("NICE/other.py", "case-collision"),
        ("nice/Sub/other.py", "case-collision"),
        ("nice/__init__.py", "duplicate-name"),
        ("nice/__init__.py/x", "file-is-folder"),
        ("license/x", "file-is-folder"),
        ("nice", "file-is-folder"),
    ],
)
def test_what_is_found(name: str, trouble: str) -> None:
    assert trouble in ids(name)


@pytest.mark.parametrize(
    "name",
    [
        "con_.py",
        "conf.py",
        "a/console.py",
        "com10",
        "com0",
        "COM",
        "a/lpt.py",
        ".hidden",
        "a/..b",
        "x.y.z",
        "a b",
        "ä/ö",
        "a-",
    ],
)
def test_what_is_no_trouble(name: str) -> None:
    assert ids(name) == set()


def test_no_names_at_all() -> None:
    assert name_troubles([]) == ()


def test_the_first_and_the_number_of_others_are_said() -> None:
    (trouble,) = name_troubles([*ORDINARY, "a/nul", "b/nul", "c/nul"])
    assert trouble.sentence.startswith("“a/nul” (and 2 more) in it")


def test_folders_below_each_other_that_only_differ_in_case() -> None:
    assert {trouble.id for trouble in name_troubles(["a/B/c/1", "a/x/2", "a/b/d/3"])} == {"case-collision"}
    assert name_troubles(["a/B/c/1", "a/B/d/2", "x/b/3"]) == ()


def test_a_stop_is_heard() -> None:
    with pytest.raises(ReadingStoppedError):
        name_troubles(ORDINARY, stopped=lambda: True)


@given(st.lists(st.text(alphabet="ab/.ABn lu\\:\n1", max_size=8), max_size=8))
def test_collisions_are_those_that_a_slow_look_finds(names: list[str]) -> None:
    found = {trouble.id for trouble in name_troubles(names)}
    assert ("duplicate-name" in found) == (len(set(names)) != len(names))
    lower = [name.lower() for name in names]
    below = [f"{name}/" for name in lower]
    assert ("file-is-folder" in found) == any(
        other.startswith(f"{name}/") for name in lower for other in [*lower] if name
    ) or any(not name and other.startswith("/") for name in lower for other in below)
    spelled = {parent for name in names for parent in parents(name)}
    files = set(names)
    both = len({parent.lower() for parent in spelled}) != len(spelled)
    assert ("case-collision" in found) == (both or len({name.lower() for name in files}) != len(files))


def parents(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


@given(
    st.lists(
        st.text(alphabet=string.ascii_letters + string.digits + "_-äß中", min_size=1, max_size=9),
        min_size=1,
        max_size=4,
    )
)
def test_an_ordinary_name_is_no_trouble(parts: list[str]) -> None:
    name = "/".join(parts)
    if not any(map(is_device, parts)):
        assert name_troubles([name]) == ()


@given(st.text(alphabet="conauxprlt123 .$¹/", max_size=9))
def test_devices_are_found_with_any_ending(name: str) -> None:
    found = {trouble.id for trouble in name_troubles([name])}
    assert ("windows-device" in found) == any(map(is_device, name.split("/")))


def is_device(part: str) -> bool:
    return part.partition(".")[0].rstrip(" ").upper() in DEVICES


def test_names_by_the_hundred_thousand() -> None:
    before = time.monotonic()
    assert name_troubles([f"folder_{n % 100}/sub/file_{n}.py" for n in range(200_000)]) == ()
    assert time.monotonic() - before < 20


def test_a_path_that_becomes_too_long() -> None:
    folder = "C:\\Users\\me\\project\\.venv\\Lib\\site-packages"
    assert path_trouble(259 - len(folder) - 1, folder) is None
    trouble = path_trouble(259 - len(folder), folder + "\\")
    assert trouble is not None
    assert trouble.id == "path-too-long"
    assert "260 characters" in trouble.sentence
    assert folder in trouble.sentence
    assert path_trouble(100, "/srv", limit=104) is not None


@pytest.mark.parametrize("part", ["a/", "...... ", " ", "nul ", "con  /", "x", "../", "A/b/", "?:"])
def test_names_as_long_as_they_can_be(part: str) -> None:
    before = time.monotonic()
    name_troubles([part * (60_000 // len(part)) + str(number) for number in range(300)])
    assert time.monotonic() - before < 20
