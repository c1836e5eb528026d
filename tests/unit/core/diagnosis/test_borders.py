"""Where two categories meet: what decides between them, each with a made-up chain or a real form of output."""

import pytest

from core.diagnosis.explain import explain
from core.model.problem import Category
from tests.unit.core.diagnosis.shapes import SHAPES, Shape, caused_by, refused

_FETCH = "Failed to fetch: `https://index.example/files/tide-3.1.whl`"
_INSTALL = "Failed to install: tide_tables-3.1-py3-none-any.whl (tide-tables==3.1)"
_GIT = ("Git operation failed", "failed to clone into: /c/uv/git-v0/db/0a1b2c3d4e5f6071")
_PUBLIC = f"https://mirror.example/packages/0a/1b/{'2c' * 30}/tide-3.1.tar.gz"

CHAINS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # A removed environment, also by its bare name; one folder in it; a file in it.
    ("venv-remove-denied", ("failed to remove directory `.venv`", "… (os error 5)")),
    ("file-in-use", (_INSTALL, "failed to remove directory `/p/.venv/lib/x/tide.data`: … (os error 39)")),
    ("file-in-use", (_INSTALL, r"failed to remove file `C:\p\.venv\Lib\site-packages\a.pyd`: … (os error 5)")),
    ("permission-no-admin", (r"failed to create directory `C:\Python312\Lib\site-packages\tide`: … (os error 5)",)),
    ("permission-no-admin", ("The interpreter at /usr is externally managed, and indicates the following:",)),
    # The cache itself, its marks, what is in it, what was just unpacked into it.
    ("cache-dir-unusable", ("failed to open file `/home/ann/.cache/uv/sdists-v9/.git`: … (os error 13)",)),
    ("cache-dir-unusable", ('… (os error 13) at path "/home/ann/.cache/uv/.tmpAAAAAA"',)),
    ("cache-dir-unusable", ("failed to create file `/ro/.cache/uv/simple-v20/x`: … (os error 30)",)),
    ("cache-rename-denied", ('… (os error 13) at path "/home/ann/.cache/uv/simple-v20/pypi/.tmpAAAAAA"',)),
    ("cache-rename-denied", ("failed to open file `/home/ann/.cache/uv/wheels-v6/pypi/tide/x`: … (os error 13)",)),
    ("cache-corrupt", ("failed to open file `/home/ann/.cache/uv/archive-v0/x/tide/a.py`: … (os error 2)",)),
    (
        "wheel-invalid",
        (
            "Failed to read `t @ file:///t.whl`",
            "failed to open file `/c/uv/wheels-v6/.tmpAAAAAA/t-1.dist-info/RECORD`: … (os error 2)",
        ),
    ),
    # A lock: held, unknown to the drive, of a drive that answers with any number.
    ("network-share", ("Could not acquire lock", "failed to lock `~/.cache/uv/.lock`: … (os error 524)")),
    ("network-share", ("failed to lock `/home/ann/.cache/uv/git-v0/locks/0a1b`: … (os error 9)",)),
    ("file-in-use", (r"failed to lock `C:\c\uv\.lock`: … (os error 33)",)),
    (
        "cache-lock-timeout",
        ("Timeout (300s) when waiting for lock on `/c/uv` at `/c/uv/.lock`, is another uv running?",),
    ),
    # An archive: damaged on a disk, cut off on its way, refused for its contents.
    (
        "network-unreachable",
        ("Failed to install cpython-3.12.7-linux-x86_64-gnu", "Failed to extract archive: cpython-3.12.7.tar.gz"),
    ),
    (
        "network-unreachable",
        ("Failed to download `t==1`", "Failed to extract archive: t-1.whl", "unexpected end of file"),
    ),
    (
        "wheel-invalid",
        ("Failed to read `t @ file:///t-1.whl`", "Failed to extract archive: t-1.whl", "unexpected BufError"),
    ),
    ("wheel-invalid", ("Failed to download `t==1`", "Failed to extract archive: t-1.whl", "Bad CRC for file: a.py")),
    ("wheel-invalid", (_INSTALL, "Scripts must not use the reserved name `python`")),
    (
        "hash-mismatch",
        ("Failed to download `t==1`", "Size mismatch for `t==1`: expected 1 bytes, but downloaded 9 bytes"),
    ),
    ("venv-broken", ("Cannot uninstall package; `RECORD` file not found at: /p/.venv/lib/t-1.dist-info/RECORD",)),
    # An answer: refused to a person, refused to everyone, not understood.
    (
        "index-auth",
        (_FETCH, "HTTP status client error (403 Forbidden) for url (https://index.example/files/tide-3.1.whl)"),
    ),
    ("index-other", (_FETCH, f"HTTP status client error (403 Forbidden) for url ({_PUBLIC})")),
    ("index-other", (_FETCH, "error decoding response body", "expected value at line 1 column 1")),
    ("network-unreachable", (_FETCH, "error decoding response body", "operation timed out")),
    (
        "index-auth",
        (
            "No solution found when resolving dependencies",
            "Because there are no versions of tide and you require tide, no.",
        ),
    ),
    (
        "resolution-conflict",
        (
            "No solution found when resolving dependencies",
            "Because there are no versions of tide>4 and you require tide>4, no.",
        ),
    ),
    # A build: it ran, or it did not come to it.
    (
        "resolution-conflict",
        (
            "Failed to build `t==1`",
            "Failed to resolve requirements from `build-system.requires`",
            "No solution found when resolving: `x`",
        ),
    ),
    (
        "config-invalid",
        (
            "Failed to build `t @ file:///p`",
            "Failed to parse entry: `x`",
            "Package `x` references an undeclared index: `y`",
        ),
    ),
    ("build-failed-other", ("Failed to build `t==1`", "Call to `x.build_wheel` failed (exit status: 1)")),
    ("build-failed-other", ("Failed to build `t==1`",)),
    # A lock file before the wheels that it names; a version of uv; a request.
    (
        "lockfile-outdated-or-invalid",
        ("Failed to parse `uv.lock`", "The entry has a wheel with inconsistent version, a malformed wheel"),
    ),
    ("config-invalid", ("Required uv version `>=99` does not match the running version `0.9.0`",)),
    ("config-invalid", ("`--upgrade-group` is not supported in `uv pip` commands",)),
    (
        "config-invalid",
        ("Project `tide` has malformed dependency groups", "Detected a cycle in `dependency-groups`: `a` -> `a`"),
    ),
    (
        "wheel-platform-mismatch",
        ("Distribution `t==1 @ registry+https://i.example` can't be installed because it is marked as `--no-build`",),
    ),
    ("python-not-found", ("No Python 3.9 was found in the registry or in `PATH`.",)),
    ("proxy", ("failed to build HTTP client", "invalid proxy URL: `corp`")),
    ("tls-other", ("Failed to read certificate file `ca.pem`",)),
    ("temp-dir-missing-or-denied", ('… (os error 20) at path "/home/ann/a-file/.tmpAAAAAA"',)),
    ("disk-full", ("failed to flush file `/home/ann/p/.tmpAAAAAA`: … (os error 28)",)),
)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("category", "chain"), CHAINS)
def test_the_border_is_where_it_should_be(category: str, chain: tuple[str, ...], shape: Shape) -> None:
    assert explain(shape(chain)).category == category


@pytest.mark.parametrize(
    ("category", "printed"),
    [
        (
            "proxy",
            "fatal: unable to access 'https://git.example/t.git/': Received HTTP code 407 from proxy after CONNECT",
        ),
        (
            "tls-untrusted-issuer",
            "fatal: unable to access '…': SSL certificate problem: self signed certificate in chain",
        ),
        ("tls-other", "fatal: unable to access '…': schannel: the function was unable to check revocation"),
        ("network-unreachable", "ssh: Could not resolve hostname git.example: Name or service not known"),
        ("index-auth", "fatal: could not read Username for 'https://git.example': terminal prompts disabled"),
        ("index-auth", "git@git.example: Permission denied (publickey)."),
        ("other", "fatal: not a git repository: '.'"),
    ],
)
def test_what_git_printed_decides(category: str, printed: str) -> None:
    chain = (*_GIT, "process didn't exit successfully: `git fetch --force '+HEAD:refs/x'` (exit code: 128)")
    assert explain(f"{caused_by(chain)}\n--- stderr\n{printed}\n").category == category


@pytest.mark.parametrize(
    "printed",
    [
        "error: command 'tidec.exe' failed: None",
        "error: command 'gcc' failed: No such file or directory",
        "CMake was not found on this computer",
        "FileNotFoundError: [Errno 2] No such file or directory: 'cmake'",
        "tide.h:3: fatal error: Python.h: No such file or directory",
    ],
)
def test_a_build_without_its_tool_is_known_by_what_it_printed(printed: str) -> None:
    chain = (
        "Failed to build `t==1`",
        "The build backend returned an error",
        "Call to `x.build_wheel` failed (exit code: 1)",
    )
    text = f"{caused_by(chain)}\n\n      [stderr]\n      {printed}\n"
    assert explain(text).category is Category.BUILD_FAILED_TOOLCHAIN


@pytest.mark.parametrize(
    "text",
    [
        "warning: Failed to install executable for cpython-3.14.0\n  Caused by: It already exists at `/b/python3.14`\n",
        "TRACE Error trace: No\n\nCaused by:\n    0: Failed to query\n    1: … (os error 5)\nResolved 3 packages\n",
        (
            "warning: Failed to parse `uv.toml`:\n  TOML parse error at line 1, column 1\n    |\n  1 | x\n    | ^\n"
            "  unknown field `x`\n\nResolved 2 packages in 2ms\nAudited 1 package in 1ms\n"
        ),
        "DEBUG Not using x: TOML parse error at line 1, column 1\n  |\n1 | [tool]\n  | ^\nmissing field `project`\n",
        (
            r"DEBUG Failed to hard link `C:\c\archive-v0\x\a.py` to `D:\p\.venv\a.py`: … (os error 17); "
            "falling back to copy\nInstalled 2 packages in 1s\n"
        ),
        "$ uv add tide\nResolved 2 packages in 1ms\nInstalled 1 package in 1ms\n + tide==1.0\n",
    ],
)
def test_a_warning_and_a_log_with_causes_are_no_failures(text: str) -> None:
    assert explain(text).category is Category.NONE


def test_without_a_failure_there_is_still_what_was_printed() -> None:
    logged = explain(
        r"DEBUG Failed to hard link `C:\c\archive-v0\x\tide\a.py` to `D:\p\.venv\Lib\site-packages\tide\a.py`: "
        r"failed to hardlink file from C:\c\archive-v0\x\tide\a.py to D:\p\.venv\Lib\site-packages\tide\a.py: "
        "… (os error 17); falling back to copy"
    )
    assert (logged.package, logged.os_error) == ("tide", 17)
    assert logged.path_to == r"D:\p\.venv\Lib\site-packages\tide\a.py"
    assert explain("PS C:\\p> uv add tide==2.0 --no-sync\nResolved 2 packages in 1ms\n").package == "tide"
    assert explain("$ uv pip install tide -r more.txt\nResolved 2 packages in 1ms\n").package is None
    assert explain("$ uv pip install tide harbour\nResolved 2 packages in 1ms\n").package is None


def test_the_installer_of_uv_met_a_running_program() -> None:
    text = (
        "info: Checking for updates...\n"
        "error: The installation failed. Output from the installer: downloading uv 0.12.0 (x86_64-pc-windows-msvc)\n"
        "installing to C:\\Users\\ann\\.local\\bin\n  uv.exe\n"
        "We encountered an error trying to perform the installation;\nplease review the error messages below.\n\n"
        'Der Prozess kann nicht auf die Datei "C:\\Users\\ann\\.local\\bin\\uvx.exe" zugreifen, da verwendet.\n'
    )
    problem = explain(text)
    assert problem.category is Category.FILE_IN_USE
    assert problem.path_from == r"C:\Users\ann\.local\bin\uvx.exe"
    assert problem.package == "uv"


def test_a_failure_without_its_marker_is_known() -> None:
    outdated = (
        "#9 7.381 The lockfile at `uv.lock` needs to be updated, but `--locked` was provided.\n#9 ERROR: exit code: 1\n"
    )
    assert explain(outdated).category is Category.LOCKFILE_INVALID
    assert (
        explain("No interpreter found for Python >=3.15 in managed installations\n").category
        is Category.PYTHON_NOT_FOUND
    )


def test_a_numbered_list_of_causes_is_a_chain() -> None:
    text = f"error: {refused()[0]}\n\nCaused by:\n    0: {refused()[1]}\n    1: {refused()[2]}\n"
    problem = explain(text)
    assert problem.causes == refused()
    assert problem.category is Category.CACHE_RENAME_DENIED


def test_records_of_a_log_between_the_parts_of_a_chain_are_no_part_of_it() -> None:
    text = (
        "  \u00d7 No solution found when resolving dependencies:\n"
        "TRACE Tree before\nterm root==0\n  no versions of tide>4\n"
        "  ╰─▶ Because only tide<4 is available and you require tide>4, no.\n"
    )
    problem = explain(text)
    assert problem.category is Category.RESOLUTION_CONFLICT
    assert problem.causes[0] == "No solution found when resolving dependencies:"


def test_a_failure_with_megabytes_behind_it_is_found() -> None:
    text = f"{caused_by(refused())}\n" + "INFO another program works on\n" * 200_000
    assert len(text) > 5 << 20
    assert explain(text).category is Category.CACHE_RENAME_DENIED
    assert explain("INFO nothing here\n" * 300_000).category is Category.NONE
