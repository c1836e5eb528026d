"""Where servers, builds, files and requests meet: what decides, each with a made-up chain or a real form of output."""

import pytest

from core.diagnosis.explain import explain
from core.model.problem import Category
from tests.unit.core.diagnosis.shapes import SHAPES, Shape, caused_by, tree

_INDEX = "https://index.example/simple/tide/"
_FETCH = f"Failed to fetch: `{_INDEX}`"
_SENT = f"error sending request for url ({_INDEX})"
_WHEEL = "tide-3.1-py3-none-any.whl"
_GIT = ("Git operation failed", "failed to clone into: /c/uv/git-v0/db/0a1b2c3d4e5f6071")
_BUILT = (
    "Failed to build `tide==3.1`",
    "The build backend returned an error",
    "Call to `tidebuild.api.build_wheel` failed (exit code: 1)",
)

CHAINS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # A connection: its number is no file's; the retries' own words are the last; a stream that ends says no more.
    ("network-unreachable", (_FETCH, _SENT, "client error (SendRequest)", "error writing a body to connection")),
    (
        "network-unreachable",
        (_FETCH, _SENT, "client error (SendRequest)", "error writing a body to connection", "… (os error 32)"),
    ),
    ("network-unreachable", ("Failed to install cpython-3.12.4-linux-x86_64-gnu: Request failed after 3 retries",)),
    ("network-unreachable", ("Request failed after 1 retry in 2.5s",)),
    (
        "network-unreachable",
        (
            "Failed to download `tide==3.1`",
            f"Failed to extract archive: {_WHEEL}",
            "I/O operation failed during extraction",
        ),
    ),
    (
        "wheel-invalid",
        ("Failed to download `tide==3.1`", f"Failed to extract archive: {_WHEEL}", "Bad CRC (got 1) for file: tide.py"),
    ),
    (
        "index-other",
        ("Request failed after 3 retries", _FETCH, f"HTTP status server error (500 Whatever) for url ({_INDEX})"),
    ),
    # An answer that was read, and what it says; the metadata of a file that is installed or was just built.
    ("index-other", (_FETCH, "Unexpected fragment (expected `#sha256=...`) on URL: 0a1b2c")),
    (
        "index-other",
        (
            f"Failed to publish `dist/{_WHEEL}` to https://index.example/",
            "Server returned status code 400 Bad Request.",
        ),
    ),
    (
        "index-auth",
        (f"Failed to publish `dist/{_WHEEL}` to https://index.example/", "Server returned status code 403 Forbidden."),
    ),
    (
        "index-auth",
        ("Failed to obtain token for trusted publishing", "Failed to obtain OIDC token: missing permission"),
    ),
    ("index-auth", (_FETCH, "Run `uv auth login index.example` to authenticate uv")),
    (
        "wheel-invalid",
        (
            "Failed to read `tide==3.1`",
            "Failed to read metadata from installed package `tide==3.1`",
            r"Failed to parse METADATA file: `C:\p\.venv\Lib\site-packages\tide-3.1.dist-info\METADATA`",
            "Failed to parse version: after parsing `3`, found `.`",
        ),
    ),
    (
        "config-invalid",
        (
            "Failed to build `tide @ file:///p/tide`",
            "Failed to parse metadata from built wheel",
            "TOML parse error at line 2, column 10",
        ),
    ),
    ("build-failed-other", ("Failed to parse metadata from built wheel", "expected a smaller number")),
    # A request that uv refuses, also where it names an address; what is no request.
    (
        "config-invalid",
        ("Package `tide` attempted to resolve via URL: git+https://g.example/t. It must be named first.",),
    ),
    ("config-invalid", ("Multiple index URLs specified: `https://a.example/` vs. `https://b.example/`",)),
    ("config-invalid", ("Building source distributions for `tide` is disabled",)),
    ("config-invalid", ("Failed to create virtual environment", "A virtual environment already exists at: .venv")),
    ("config-invalid", ("There is no command `synk` for `uv`. Did you mean one of:",)),
    ("config-invalid", ("No environment file found at: `.env.test`",)),
    ("config-invalid", ("No Python version file found; specify a version to create one",)),
    ("other", ("`_tidedata_` is missing a header",)),
    # A lock file that is not as uv writes it; one that is made for other systems.
    (
        "lockfile-outdated-or-invalid",
        ("The lockfile at `uv.lock` has non-canonical formatting, but `--check` was given.",),
    ),
    ("wheel-platform-mismatch", ("The Python platform is not compatible with the lockfile's supported environments",)),
    ("hash-mismatch", (f"Archive `/w/{_WHEEL}` has size 0, but the lockfile records 1",)),
)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("category", "chain"), CHAINS)
def test_the_border_is_where_it_should_be(category: str, chain: tuple[str, ...], shape: Shape) -> None:
    assert explain(shape(chain)).category == category


@pytest.mark.parametrize("said", ["Verbindung getrennt", "Broken pipe"])
def test_the_number_of_a_file_in_use_is_one_of_a_connection_where_an_address_is(said: str) -> None:
    file = explain(f"error: failed to remove file `C:\\p\\.venv\\tide.pyd`: {said} (os error 32)")
    sent = explain(caused_by((_FETCH, _SENT, "client error (SendRequest)", f"{said} (os error 32)")))
    assert (file.category, sent.category) == (Category.FILE_IN_USE, Category.NETWORK_UNREACHABLE)
    assert sent.url == _INDEX


@pytest.mark.parametrize(
    ("command", "category"),
    [
        ("HTTPS_PROXY=http://proxy.example:80 uv add tide", Category.PROXY),
        ("HTTPS_PROXY=\"\" HTTP_PROXY='' uv add tide", Category.NETWORK_UNREACHABLE),
    ],
)
def test_a_proxy_that_a_command_turns_off_is_not_asked(command: str, category: Category) -> None:
    chain = (_FETCH, "request or response body error", "peer closed connection without sending close_notify")
    assert explain(f"$ {command}\n{caused_by(chain)}").category is category


@pytest.mark.parametrize(
    ("category", "printed"),
    [
        ("index-auth", "remote: Repository not found.\nfatal: repository 'https://git.example/t.git/' not found"),
        ("index-auth", "fatal: unable to access 'https://git.example/t.git/': The requested URL returned error: 403"),
        ("index-auth", "Host key verification failed.\nfatal: Could not read from remote repository."),
        (
            "tls-untrusted-issuer",
            "fatal: unable to access '…': schannel: … (0x80090325) - Nicht vertrauenswürdig: SEC_E_UNTRUSTED_ROOT",
        ),
        ("tls-untrusted-issuer", "fatal: unable to access '…': schannel: CERT_E_UNTRUSTEDROOT …"),
        ("tls-untrusted-issuer", "fatal: unable to access '…': schannel: … (0x800B0109)"),
        ("tls-untrusted-issuer", "fatal: unable to access '…': schannel: … (0x800b010a) …"),
        (
            "network-unreachable",
            "ssh: connect to host git.example port 22: Operation timed out\nfatal: Could not read from remote.",
        ),
        ("network-unreachable", "ssh: connect to host git.example port 22: No route to host"),
    ],
)
def test_what_git_printed_decides(category: str, printed: str) -> None:
    chain = (*_GIT, "process didn't exit successfully: `git fetch --force '+HEAD:refs/x'` (exit code: 128)")
    assert explain(f"{caused_by(chain)}\n--- stderr\n{printed}\n").category == category


def test_a_repository_is_left_to_git_and_its_credentials_are_not_those_of_an_index() -> None:
    problem = explain(f"{caused_by(_GIT)}\n--- stderr\ngit@git.example: Permission denied (publickey).\n")
    assert "Git repository" in problem.title
    assert [remedy.id for remedy in problem.remedies] == ["git-credentials"]
    of_index = explain(caused_by((_FETCH, f"HTTP status client error (401 Unauthorized) for url ({_INDEX})")))
    assert [remedy.id for remedy in of_index.remedies] == ["credential"]


def test_what_was_tried_is_listed_below_a_cause_and_the_chain_goes_on() -> None:
    text = (
        "error: Failed to download and build: tide @ git+ssh://git@git.example/t.git\n"
        "  Caused by: Git operation failed\n"
        "  Caused by: failed to authenticate when downloading repository\n\n"
        "* attempted ssh-agent authentication, but no usernames succeeded: `git`\n"
        "  Caused by: no authentication methods succeeded\n"
    )
    problem = explain(text)
    assert (problem.category, problem.package) == (Category.INDEX_AUTH, "tide")
    assert len(problem.causes) == 4


@pytest.mark.parametrize(
    ("category", "said"),
    [
        ("network-unreachable", "curl: (56) Recv failure: connection was reset"),
        ("network-unreachable", "curl: (22) The requested URL returned error: 502"),
        ("proxy", "curl: (56) CONNECT tunnel failed, response 403"),
        ("tls-untrusted-issuer", "curl: (60) SSL certificate problem: unable to get local issuer certificate"),
        ("tls-other", "curl: (35) schannel: next InitializeSecurityContext failed"),
        ("other", "curl: (23) client returned ERROR on write of 16375 bytes"),
    ],
)
def test_what_the_installer_of_uv_downloads_with_says_why(category: str, said: str) -> None:
    text = (
        f"downloading uv 0.9.1 x86_64-unknown-linux-gnu\n{said}\n"
        "failed to download https://files.example/uv/0.9.1/uv-x86_64-unknown-linux-gnu.tar.gz\n"
        "this may be a standard network error, but it may also indicate\nthat something else does not work.\n"
    )
    assert explain(text).category == category
    assert explain(text).package == "uv"
    assert explain(f"{said}\nhealth check failed\nResolved 2 packages in 1ms\n").category is Category.NONE


@pytest.mark.parametrize(
    ("category", "text"),
    [
        (
            "config-invalid",
            "Installed 2 packages in 3ms\n + tide==3.1\nAn executable named `tides` is not provided by `tide`.\n",
        ),
        ("config-invalid", "The executable `tides` was not found.\n"),
        (
            "resolution-conflict",
            "Found 1 incompatibility\nThe package `tide` requires `harbour>=2`, but `1.0` is installed\n",
        ),
        ("none", "Checked 5 packages in 1ms\nAll installed packages are compatible\n"),
    ],
)
def test_an_answer_that_is_a_refusal_carries_no_marker(category: str, text: str) -> None:
    assert explain(text).category == category


def test_an_error_further_in_than_the_cause_is_what_the_build_said() -> None:
    text = f"{tree(_BUILT)}\n      running build_ext\n      error: Microsoft Visual C++ 14.0 or greater is required.\n"
    problem = explain(text)
    assert (problem.category, problem.package) == (Category.BUILD_FAILED_TOOLCHAIN, "tide")
    assert problem.causes[0] == _BUILT[0]


@pytest.mark.parametrize(
    ("category", "printed"),
    [
        ("build-failed-other", "ModuleNotFoundError: No module named 'harbour'"),
        ("build-failed-toolchain", "CMake Error: CMAKE_CXX_COMPILER not set, after EnableLanguage"),
    ],
)
def test_the_end_of_a_build_is_known_by_the_place_where_it_ran(category: str, printed: str) -> None:
    frames = 'Traceback (most recent call last):\n  File "<string>", line 11, in <module>\n'
    place = r'  File "C:\u\cache\builds-v0\.tmpQ7rk2a\Lib\site-packages\tidebuild\api.py", line 4, in build_wheel'
    text = f"      {frames}      {place}\n      {printed}\n"
    assert explain(text).category == category
    assert explain(f"{text}Installed 1 package in 2ms\n").category is Category.NONE
    own = text.replace(r"\u\cache\builds-v0\.tmpQ7rk2a", r"\p\.venv")
    assert explain(own).category is Category.NONE, "a program of one's own, started by `uv run`"


def test_a_hint_that_speaks_of_a_failure_stands_for_it() -> None:
    text = (
        "hint: This error likely indicates that `tide@3.1` depends\non `harbour`, but doesn't declare it as a build "
        "dependency. If\n`tide` is a first-party package, consider adding it.\n"
        "help: `tide` (v3.1) was included because `port` (v0.1.0) depends on `tide`\n"
    )
    problem = explain(text)
    assert (problem.category, problem.package, problem.version) == (Category.BUILD_FAILED_OTHER, "tide", "3.1")
    assert explain("hint: `port` is on your path now\nResolved 2 packages in 1ms\n").category is Category.NONE


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("error: In `--require-hashes` mode, all must be pinned upfront with `==`, but found: `tide`", ("tide", None)),
        ("error: In `--require-hashes` mode, all must have versions pinned with `==`, but found: tide", ("tide", None)),
        (
            "error: Failed to parse: `tide@3.1`\n  Caused by: Expected path to end in a supported extension",
            ("tide", "3.1"),
        ),
        (
            "error: No solution found\n  Caused by: Because only the following versions of tide are available: tide<3",
            ("tide", None),
        ),
    ],
)
def test_the_package_is_named_in_words(text: str, named: tuple[str, str | None]) -> None:
    problem = explain(text)
    assert (problem.package, problem.version) == named


def test_who_told_uv_to_stay_offline_is_not_sent_to_the_firewall() -> None:
    chain = (
        "Failed to download `tide==3.1`",
        "Network connectivity is disabled, but the data wasn't found in the cache",
    )
    problem = explain(tree(chain))
    assert problem.category is Category.NETWORK_UNREACHABLE
    assert "offline" in problem.title
    assert "firewall" not in problem.explanation


def test_an_empty_list_is_not_called_a_refusal() -> None:
    problem = explain(tree(("No solution found", "Because there are no versions of tide and you require tide, no.")))
    assert problem.category is Category.INDEX_AUTH
    assert problem.title == "The index shows no file of tide"
    assert [remedy.id for remedy in problem.remedies] == ["credential", "check-index"]


def test_a_python_with_its_version_in_its_name_is_named_once() -> None:
    problem = explain("error: Failed to install cpython-3.12.4-linux-x86_64-gnu: Request failed after 3 retries\n")
    assert "cpython-3.12.4 was cut off" in problem.explanation
