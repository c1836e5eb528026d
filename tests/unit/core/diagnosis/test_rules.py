"""One made-up failure or more for every category, in the words that the system says in one language or another."""

import pytest

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.model.problem import Category
from tests.unit.core.diagnosis.shapes import SHAPES, Shape, tree

FETCH = ("Request failed after 3 retries in 9s", "Failed to fetch: `https://index.example/simple/a/`")
INSTALL = "Failed to install: a-1-py3-none-any.whl (a==1)"
CUT_OFF = ("Invalid zip file structure", "unable to locate the end of central directory record")

PYTHONS = r"C:\uv\python"

CHAINS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "file-in-use",
        (
            INSTALL,
            r"failed to copy file from C:\c\archive-v0\x\a.pyd to C:\p\.venv\Lib\site-packages\a.pyd: no (os error 5)",
        ),
    ),
    ("file-in-use", (INSTALL, "Die Datei wird verwendet (os error 32)")),
    ("file-in-use", (r"failed to remove file `C:\p\.venv\Scripts\python.exe`: Accès refusé. (os error 5)",)),
    ("file-in-use", (r"failed to write to file `C:\p\uv.lock`: … (os error 1224)",)),
    (
        "scanner-interference",
        (INSTALL, r"Failed to update Windows PE resources: C:\t\.tmpAAAAAA\x.exe", "… (os error -2147024786)"),
    ),
    (
        "scanner-interference",
        (f"failed to rename file from {PYTHONS}\\.temp\\.tmpAAAAAA to {PYTHONS}\\x: … (os error 5)",),
    ),
    ("venv-remove-denied", (r"failed to remove directory `C:\p\.venv\Scripts`: 拒绝访问。 (os error 5)",)),
    ("venv-remove-denied", ("failed to remove directory `/app/.venv`: busy (os error 16)",)),
    ("venv-broken", ("Querying Python at `/p/.venv/bin/python` failed with exit status exit code: 106",)),
    ("venv-broken", ("Failed to inspect Python interpreter", "Broken symlink at `.venv/bin/python3`, was it removed?")),
    (
        "permission-no-admin",
        (INSTALL, r"failed to create directory `C:\Program Files\Py\Lib\site-packages\a`: … (os error 5)"),
    ),
    (
        "permission-no-admin",
        (INSTALL, "failed to create directory `/usr/lib/python3/dist-packages/a`", "Keine Berechtigung (os error 13)"),
    ),
    ("tls-untrusted-issuer", (*FETCH, "client error (Connect)", "invalid peer certificate: UnknownIssuer")),
    ("tls-untrusted-issuer", (*FETCH, "client error (Connect)", "… (os error -2146762487)")),
    ("tls-other", (*FETCH, "client error (Connect)", "invalid peer certificate: Expired")),
    ("tls-other", (*FETCH, "client error (Connect)", "received fatal alert: HandshakeFailure")),
    ("proxy", (*FETCH, "client error (Connect)", "tunnel error: proxy authorization required")),
    ("index-auth", (*FETCH, "HTTP status client error (401 Unauthorized) for url (https://index.example/simple/a/)")),
    ("index-auth", (*FETCH, "HTTP status client error (403 Forbidden) for url (https://index.example/simple/a/)")),
    ("index-other", (*FETCH, "HTTP status client error (404 Not Found) for url (https://index.example/simple/a/)")),
    ("network-unreachable", (*FETCH, "client error (Connect)", "dns error", "… (os error 11001)")),
    (
        "network-unreachable",
        ("Failed to download `a==1`", "Failed to extract archive: a-1-py3-none-any.whl", "operation timed out"),
    ),
    (
        "network-unreachable",
        (*FETCH, "client error (Connect)", "tcp connect error", "Verbindungsaufbau abgelehnt (os error 111)"),
    ),
    (
        "path-too-long",
        (INSTALL, r"failed to create directory `C:\p\.venv\x`: Der Dateiname ist zu lang. (os error 206)"),
    ),
    ("path-too-long", (INSTALL, "failed to open file `C:\\" + "long name\\" * 30 + "x.py`: … (os error 3)")),
    (
        "cloud-folder",
        (
            INSTALL,
            r"failed to hardlink file from C:\c\archive-v0\x\a.py to C:\Users\a\OneDrive\p\a.py: … (os error 396)",
        ),
    ),
    ("cloud-folder", ("Failed to create link directory", "… (os error 448)")),
    ("network-share", (r"failed to open file `Z:\p\uv.lock`: … (os error 64)",)),
    ("network-share", ("Could not create lock file at `/mnt/team/.lock`", "… (os error 37)")),
    ("network-share", (r"failed to canonicalize path `R:\p`: Unzulässige Funktion. (os error 1)",)),
    ("cross-device-link", (r"failed to rename file from D:\a to C:\b: … (os error 17)",)),
    ("disk-full", (INSTALL, "failed to copy file from /c/archive-v0/x/a to /p/.venv/a: … (os error 28)")),
    ("blocked-by-policy", ("Failed to spawn: `a`", "Durch eine Richtlinie geblockt. (os error 1260)")),
    ("blocked-by-policy", ("Failed to spawn: `a`", "… (os error 4551)")),
    ("temp-dir-missing-or-denied", (r'… (os error 3) at path "C:\Users\a\Temp\2\.tmpAAAAAA"',)),
    ("temp-dir-missing-or-denied", ("failed to open file `/tmp/uv-0a1b.lock`: … (os error 13)",)),
    (
        "cache-lock-timeout",
        ("Timeout (300s) when waiting for lock on `/home/a/.cache/uv` at `/home/a/.cache/uv/.lock`",),
    ),
    ("cache-corrupt", (INSTALL, "failed to open file `/c/archive-v0/x/a-1.dist-info/METADATA`: … (os error 2)")),
    (
        "cache-dir-unusable",
        ("Failed to initialize cache at `/proc/x`", "failed to create directory `/proc/x`: … (os error 2)"),
    ),
    ("cache-dir-unusable", (r"failed to create directory `D:\uv\cache`: … (os error 183)",)),
    (
        "cache-clean-failed",
        (r"Failed to clear cache at: D:\c", r"failed to remove file `D:\c\archive-v0\x\a.pyd`: … (os error 5)"),
    ),
    (
        "wheel-platform-mismatch",
        ("Failed to determine installation plan", "A path dependency is incompatible with the current platform: a.whl"),
    ),
    ("wheel-invalid", (INSTALL, "The wheel is invalid: Line 9 of it")),
    *(
        (category, ("Failed to download `a==1`", f"Failed to extract archive: {where}a-1-py3-none-any.whl", *CUT_OFF))
        for category, where in (
            ("network-unreachable", ""),
            ("wheel-invalid", "/works/wheels/"),
            ("wheel-invalid", "file:///works/my wheels/"),
            ("wheel-invalid", r"D:\wheels\\"),
            ("wheel-invalid", r"\\server\wheels\\"),
        )
    ),
    (
        "wheel-invalid",
        (
            "Failed to generate package metadata for `a==1 @ path+wheels/a-1.tar.gz`",
            "Failed to extract archive: a @ file:///D:/works/wheels/a-1.tar.gz",
            "Invalid tar file",
            "failed to read tar data",
            "unexpected end of file",
        ),
    ),
    (
        "source-path-missing",
        (
            "Failed to download `a==1`",
            "Failed to read from the distribution cache",
            "failed to query metadata of file `/works/wheels/a-1-py3-none-any.whl`: … (os error 2)",
        ),
    ),
    (
        "cache-corrupt",
        (
            "Failed to download `a==1`",
            "Failed to read from the distribution cache",
            "failed to query metadata of file `/home/a/.cache/uv/archive-v0/x/a.py`: … (os error 2)",
        ),
    ),
    ("source-path-missing", ("Distribution not found at: file:///x/a-1-py3-none-any.whl",)),
    ("source-path-missing", ("Failed to read `--find-links` directory: /no/where", "… (os error 2)")),
    (
        "hash-mismatch",
        ("Failed to read `a @ file:///a-1-py3-none-any.whl`", "Hash mismatch for `a @ file:///a-1-py3-none-any.whl`"),
    ),
    (
        "build-failed-other",
        (
            "Failed to build `a==1`",
            "The build backend returned an error",
            "Call to `b.build_wheel` failed (exit status: 1)",
        ),
    ),
    (
        "resolution-conflict",
        ("No solution found when resolving dependencies", "Because a was not found and you require a, it fails."),
    ),
    ("python-not-found", ("No interpreter found for Python 3.99 in managed installations or search path",)),
    (
        "store-python",
        (
            r"Failed to query Python interpreter at `C:\Users\a\AppData\Local\Microsoft\WindowsApps\python.exe`",
            "… (os error 5)",
        ),
    ),
    ("store-python", ("Failed to query Python interpreter", "… (os error 1920)")),
    ("lockfile-outdated-or-invalid", ("Failed to parse `uv.lock`", "TOML parse error at line 1, column 8")),
    ("lockfile-outdated-or-invalid", ("The lockfile at `uv.lock` needs to be updated, but `--locked` was provided.",)),
    ("config-invalid", ("Failed to parse: uv.toml", "TOML parse error at line 1, column 12")),
    ("config-invalid", ("unexpected argument '--nosuchflag' found",)),
    ("other", ("Failed to spawn: nosuchprogram", "… (os error 2)")),
    ("other", ("the moon is in the wrong house",)),
)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("category", "chain"), CHAINS, ids=[f"{name}-{chain[-1][:30]}" for name, chain in CHAINS])
def test_the_chain_decides_not_its_shape(category: str, chain: tuple[str, ...], shape: Shape) -> None:
    text = shape(chain)
    problem = explain(text.replace("  x ", "error: ") if len(chain) == 1 else text)
    assert problem.category.value == category
    assert problem.title
    assert problem.explanation
    assert problem.causes == chain


def test_every_category_of_a_failure_has_a_sample() -> None:
    sampled = {name for name, _ in CHAINS} | {"none", "cache-rename-denied", "build-failed-toolchain"}
    assert sampled == {category.value for category in Category}


def test_a_build_that_misses_a_tool_says_so() -> None:
    chain = (
        "error: Failed to build `a==1`\n  cause: Call to `b.build_wheel` failed (exit status: 1)\n\n         [stderr]\n"
        "         error: {}\n"
    )
    assert (
        explain(chain.format("command 'gcc' failed: No such file or directory")).category.value
        == "build-failed-toolchain"
    )
    assert explain(chain.format("command 'gcc' failed with exit code 1")).category.value == "build-failed-other"


def test_a_hint_about_credentials_wins_over_the_headline() -> None:
    text = (
        "error: No solution found when resolving dependencies\n  cause: Because a was not found and you require a, "
        "no.\n\n"
        "hint: An index URL (https://h/simple) could not be queried due to a lack of valid authentication "
        "credentials (401 Unauthorized)"
    )
    assert explain(text).category is Category.INDEX_AUTH


def test_a_policy_that_only_the_log_of_a_build_names_is_found() -> None:
    chain = ("Failed to build `a==1`", "Call to `b.build_wheel` failed (exit code: 1)")
    text = f"DEBUG OSError: [WinError 1260] blocked\n{tree(chain)}"
    problem = explain(text)
    assert (problem.category, problem.os_error) == (Category.BLOCKED_BY_POLICY, 1260)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Resolved 3 packages in 2ms\nInstalled 1 package in 1ms\n + a==1\n",
        "warning: Failed to hardlink files; copying.\n         It may be slow.\nInstalled 1 package in 1ms\n",
        "DEBUG Indexes search failed because of status code failure: 401 Unauthorized\nResolved 1 package in 1ms\n",
        "⠙ Resolving dependencies...",
        "DEBUG tunneling HTTPS over proxy\nResolved 1 package in 1ms\n",
    ],
)
def test_where_nothing_is_to_be_fixed_nothing_is(text: str) -> None:
    problem = explain(text)
    assert (problem.category, problem.remedies, problem.causes) == (Category.NONE, (), ())


def test_a_program_that_ended_well_has_no_problem() -> None:
    assert explain("error: quoted by something", FailureContext(exit_code=0)).category is Category.NONE


def test_a_program_that_ended_badly_without_a_word_has_one() -> None:
    problem = explain("Resolved 3 packages in 2ms\n", FailureContext(exit_code=101))
    assert problem.category is Category.OTHER
    assert "exit status 101" in problem.explanation


def test_of_several_errors_the_last_one_that_is_known_is_explained() -> None:
    known = "error: No interpreter found for Python 3.99\n"
    assert explain(f"error: Failed to parse: uv.toml\n{known}").category is Category.PYTHON_NOT_FOUND
    assert explain(f"{known}Error: Upgrade failed\n").category is Category.PYTHON_NOT_FOUND


def test_no_secret_reaches_the_problem() -> None:
    text = (
        "error: Failed\n  cause: HTTP status client error (401 Unauthorized) for url (https://ann:s3cret@h/simple/a/)"
    )
    problem = explain(text)
    assert "s3cret" not in repr(problem)
