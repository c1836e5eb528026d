"""uv's export, with the files of the house in it."""

from core.procedures.wheels.house_requirements import FIRST_LINE, house_requirements
from core.procedures.wheels.house_values import FilledFile
from core.uv.lock_values import LockedFile, LockedSource

EXPORT = """\
# a remark
-e ./member
./plain folder
./exdist/kit-1.0%2Bcu.tar.gz \\
    --hash=sha256:1111
../out side/nxpy-2.0-py3-none-any.whl ; sys_platform == 'win32' \\
    --hash=sha256:2222
numpy==2.0 \\
    --hash=sha256:aaaa \\
    --hash=sha256:bbbb
flat==1.0 ; python_full_version < '3.12' and sys_platform == 'linux'
elsewhere==3.0 ; sys_platform == 'darwin' \\
    --hash=sha256:cccc
by-url @ https://host.example/files/by_url-4.0-py3-none-any.whl ; sys_platform == 'win32' \\
    --hash=sha256:dddd
from-git @ git+https://host.example/x.git@0123
"""


def _filled(package: str, version: str, file: str, sha256: str) -> FilledFile:
    locked = LockedFile(package=package, version=version, source=LockedSource.REGISTRY, file=file)
    return FilledFile(file=locked, state="there", size=1, sha256=sha256)


def test_every_requirement_is_found_in_the_house_by_name_and_hash() -> None:
    """Hashes are those of the files that are there; what is no file is left out."""
    text = house_requirements(
        EXPORT,
        [
            _filled("kit", "1.0+cu", "kit-1.0+cu.tar.gz", "1111"),
            _filled("nxpy", "2.0", "nxpy-2.0-py3-none-any.whl", "2222"),
            _filled("numpy", "2.0", "numpy-2.0-cp310-cp310-win_amd64.whl", "bbbb"),
            _filled("flat", "1.0", "flat-1.0-py3-none-any.whl", "eeee"),
            _filled("by-url", "4.0", "by_url-4.0-py3-none-any.whl", "dddd"),
        ],
    )
    assert text.splitlines() == [
        FIRST_LINE,
        "kit==1.0+cu \\",
        "    --hash=sha256:1111",
        "nxpy==2.0 ; sys_platform == 'win32' \\",
        "    --hash=sha256:2222",
        "numpy==2.0 \\",
        "    --hash=sha256:bbbb",
        'flat==1.0 ; python_full_version < "3.12" and sys_platform == "linux" \\',
        "    --hash=sha256:eeee",
        'elsewhere==3.0 ; sys_platform == "darwin" \\',
        "    --hash=sha256:cccc",
        'by-url==4.0 ; sys_platform == "win32" \\',
        "    --hash=sha256:dddd",
    ]


def test_windows_line_ends_and_backslashes_are_read() -> None:
    """An export on Windows has them."""
    text = house_requirements(
        "exdist\\nxpy-2.0-py3-none-any.whl \\\r\n    --hash=sha256:2222\r\n",
        [_filled("nxpy", "2.0", "nxpy-2.0-py3-none-any.whl", "2222")],
    )
    assert "nxpy==2.0 \\\n    --hash=sha256:2222\n" in text


def test_nothing_makes_an_empty_file() -> None:
    """But for its first line."""
    assert house_requirements("", []) == f"{FIRST_LINE}\n"
