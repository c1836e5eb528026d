"""Facts of a failure: package, paths, URL, number, operation."""

import pytest

from core.diagnosis.chain import Failure, Reading, read
from core.diagnosis.explain import explain
from core.diagnosis.facts import Facts, facts_of
from core.diagnosis.operations import Operation, step_of
from core.diagnosis.os_numbers import Meaning
from core.diagnosis.paths import cache_root, plain
from core.diagnosis.retries import retries_of
from core.model.secrets import without_secrets
from tests.unit.core.diagnosis.shapes import LANGUAGES, SHAPES, Shape, refused


def facts(text: str) -> Facts:
    reading = read(text)
    return facts_of(reading.failures[-1], reading)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("said", LANGUAGES)
def test_the_facts_do_not_depend_on_shape_or_language(shape: Shape, said: str) -> None:
    assert facts(shape(refused(said))) == Facts(
        package="weather-tools",
        version="4.2",
        path_from=r"D:\uv\cache\.tmpq7Rk2A",
        path_to=r"D:\uv\cache\archive-v0\b0Zp3-xT_c9LmQw2",
        os_error=5,
        operation=Operation.RENAME,
        windows=True,
    )


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (r"\\?\C:\Users\Jörg Groß\uv cache\.tmpAAAAAA", r"\\?\C:\Users\Jörg Groß\uv cache\archive-v0\x"),
        (r"\\files\share\uv to go\.tmpAAAAAA", r"\\files\share\uv to go\archive-v0\x"),
        (r"\\?\UNC\files\share\.tmpAAAAAA", r"\\?\UNC\files\share\archive-v0\x"),
        ("/home/ann/.cache/uv/.tmpAAAAAA", "/home/ann/.cache/uv/archive-v0/x"),
        (r"D:\用户\缓存\.tmpAAAAAA", r"D:\用户\缓存\archive-v0\x"),
        (r"%LOCALAPPDATA%\uv\cache\.tmpAAAAAA", r"%LOCALAPPDATA%\uv\cache\archive-v0\x"),
        (r"C:\a to b\.tmpAAAAAA", r"C:\a to b\archive-v0\x"),
    ],
)
@pytest.mark.parametrize("end", [": Zugriff verweigert (os error 5)", "", ": Acceso (os", ": Access is denied."])
def test_both_paths_are_found(source: str, target: str, end: str) -> None:
    step = step_of(f"failed to rename file from {source} to {target}{end}")
    assert step is not None
    assert (step.operation, step.path_from, step.path_to) == (Operation.RENAME, source, target)
    quoted = step_of(f"failed to rename file from `{source}` to `{target}`{end}")
    assert quoted == step


@pytest.mark.parametrize(
    ("text", "operation", "path"),
    [
        (r"failed to remove file `C:\p\.venv\Lib\x.pyd`: no (os error 5)", Operation.REMOVE, r"C:\p\.venv\Lib\x.pyd"),
        (r"failed to remove directory C:\p\.venv: no (os error 5)", Operation.REMOVE, r"C:\p\.venv"),
        ("failed to open file `/a b/c`", Operation.OPEN, "/a b/c"),
        ("Failed to read `--find-links` directory: /no/where", Operation.READ, "/no/where"),
        ("failed to create directory `/a`: no (os error 13)", Operation.CREATE, "/a"),
        (r"Failed to update Windows PE resources: C:\t\.tmpAAAAAA\a.exe", Operation.STAMP, r"C:\t\.tmpAAAAAA\a.exe"),
        ('no (os error 2) at path "/var/x/.tmpAAAAAA"', Operation.USE, "/var/x/.tmpAAAAAA"),
        (r"Failed to query Python interpreter at `C:\py\python.exe`", Operation.INSPECT, r"C:\py\python.exe"),
    ],
)
def test_one_path_is_found(text: str, operation: Operation, path: str) -> None:
    step = step_of(text)
    assert step is not None
    assert (step.operation, step.path_from, step.path_to) == (operation, path, None)


def test_a_persisted_file_is_named_by_its_target() -> None:
    step = step_of(r"Failed to persist temporary file to C:\c\simple-v16\pypi\numpy.rkyv: nein (os error 5)")
    assert step is not None
    assert (step.operation, step.path_from, step.path_to) == (
        Operation.PERSIST,
        None,
        r"C:\c\simple-v16\pypi\numpy.rkyv",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Failed to download `a==1`",
        "Failed to parse `pyproject.toml`",
        "client error (Connect)",
        "Failed to fetch: `https://a/b`",
    ],
)
def test_no_operation_is_invented(text: str) -> None:
    assert step_of(text) is None


@pytest.mark.parametrize(
    ("text", "package", "version"),
    [
        ("error: Failed to fetch wheel: Weather_Tools==4.2", "weather-tools", "4.2"),
        ("error: Failed to build `a.b @ file:///C:/x/a.b-2.1-py3-none-any.whl`", "a-b", "2.1"),
        ("error: Failed to install: a_b-1.0.post1-cp310-cp310-win_amd64.whl (a-b==1.0.post1)", "a-b", "1.0.post1"),
        ("error: Distribution not found at: file:///x/a_b-1.1-py3-none-any.whl", "a-b", "1.1"),
        ("error: Failed to unzip wheel: a-2+cu121-cp310-cp310-linux_x86_64.whl", "a", "2+cu121"),
        (
            "error: Failed to read `a @ file:///x/y`\n\nhint: `a` (v7.1) was included because `b` (v1) depends on `a`",
            "a",
            "7.1",
        ),
        ("error: Failed to fetch: `https://host/simple/a-b/`", "a-b", None),
        (r"error: failed to remove file `C:\p\.venv\Scripts\ruff.exe`: x (os error 5)", "ruff", None),
        (r"error: failed to remove directory `C:\u\uv\tools\black\Scripts`: x (os error 5)", "black", None),
        (r"error: failed to remove file `C:\p\.venv\Lib\site-packages\numpy\a.pyd`", "numpy", None),
        ("error: Failed to persist temporary file to /c/simple-v16/index/0ab/a-b.rkyv: x (os error 13)", "a-b", None),
        ("error: Failed to install cpython-3.12.4-windows-x86_64-none", "cpython-3.12.4", "3.12.4"),
        ("error: No solution found\n  cause: Because there is no version of a==9 and you require a==9, no.", "a", "9"),
        ("error: No solution found\n  cause: Because a-b was not found and you require a-b, no.", "a-b", None),
    ],
)
def test_the_package_is_found(text: str, package: str, version: str | None) -> None:
    found = facts(text)
    assert (found.package, found.version) == (package, version)


def test_the_innermost_number_counts() -> None:
    assert facts("error: a (os error 2)\n  cause: b (os error 13)").os_error == 13
    assert facts("error: a (os error 2)\n  cause: b (os").os_error == 2
    assert facts("error: a\n  cause: b (os").os_error is None
    assert facts("error: a (os error -2147024786)").os_error == -2147024786


def test_a_number_means_what_its_system_means() -> None:
    assert facts("error: failed to open file `/a`: x (os error 28)").meaning is Meaning.FULL
    assert facts(r"error: failed to open file `C:\a`: x (os error 112)").meaning is Meaning.FULL
    assert facts("error: failed to rename file from /a to /b: x (os error 17)").meaning is Meaning.EXISTS
    assert facts(r"error: failed to rename file from C:\a to D:\b: x (os error 17)").meaning is Meaning.OTHER_VOLUME
    assert facts("error: a (os error -2147024786)").meaning is Meaning.LAUNCHER


def test_a_url_loses_its_secret() -> None:
    found = facts("error: Failed\n  cause: HTTP status client error (401) for url (https://ann:s3cret@host/simple/a/)")
    assert found.url == "https://****@host/simple/a/"
    assert without_secrets("see https://host:8443/a@b") == "see https://host:8443/a@b"


def test_the_position_counts_causes_below_the_operation() -> None:
    assert (
        facts(
            r"error: a"
            "\n  cause: failed to rename file from /c/.tmpAAAAAA to /c/archive-v0/x\n  cause: "
            "no"
        ).position
        == 1
    )


@pytest.mark.parametrize(
    ("paths", "path_from", "path_to"),
    [
        ("https://oauth2:geheim@h/x to /w/x", "https://****@h/x", "/w/x"),
        ("/w/x to //oauth2:geheim@h/x", "/w/x", "//****@h/x"),
        (r"\\srv\share\?sig=geheim to \\srv\share\y", r"\\srv\share\?sig=****", r"\\srv\share\y"),
    ],
)
def test_a_path_loses_its_secret(paths: str, path_from: str, path_to: str) -> None:
    found = facts(f"error: Failed\n  cause: failed to rename file from {paths}: no (os error 5)")
    assert (found.path_from, found.path_to) == (path_from, path_to)
    assert explain(f"WARN Retrying rename from {paths} due to transient error: no (os error 5)").path_to == path_to


@pytest.mark.parametrize(
    ("path", "root"),
    [
        (r"\\?\C:\c\.tmpAAAAAA", None),
        (r"\\?\C:\c\archive-v0\x", r"C:\c"),
        ("/c/interpreter-v5/ab/.tmpAAAAAA", "/c"),
        (r"C:\Users\a\AppData\Local\uv\cache\.tmpAAAAAA", r"C:\Users\a\AppData\Local\uv\cache"),
        ("/home/a/.cache/uv/.tmpAAAAAA", "/home/a/.cache/uv"),
        ("/home/a/project/file", None),
    ],
)
def test_the_root_of_the_cache_is_found(path: str, root: str | None) -> None:
    assert cache_root(path) == root


def test_long_path_prefixes_are_taken_off() -> None:
    assert plain(r"\\?\C:\a") == r"C:\a"
    assert plain(r"\\?\UNC\server\share") == r"\\server\share"
    assert plain(r"\\server\share") == r"\\server\share"


def test_retries_are_counted_and_timed() -> None:
    line = r"WARN Retrying rename from C:\c\.tmpAAAAAA to C:\c\archive-v0\x due to transient error: no (os error 5)"
    other = r"WARN Retrying rename from C:\c\.tmpBBBBBB to C:\c\archive-v0\y due to transient error: no (os error 5)"
    reading = read(f"2026-01-01T23:59:58.5Z {line}\n2026-01-01T23:59:59Z {other}\n2026-01-02T00:00:01Z {line}\n")
    first, second = retries_of(reading.retries)
    assert (first.path_from, first.path_to, first.count) == (r"C:\c\.tmpAAAAAA", r"C:\c\archive-v0\x", 2)
    assert first.seconds == pytest.approx(2.5)
    assert first.os_error == 5
    assert second.count == 1
    (unstamped,) = retries_of(read(f"{line}\n{line}\n{line}").retries)
    assert (unstamped.count, unstamped.seconds) == (3, None)


def test_a_failure_without_anything_has_no_facts() -> None:
    assert facts_of(Failure("it broke"), Reading()) == Facts()
