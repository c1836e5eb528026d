"""The command lines by which uv tries an address, whole."""

import tomllib
from pathlib import Path

import pytest

from core.model.secrets import Secret
from core.uv.invocation import UvCall
from core.uv.trial_invocations import AskedIndex, index_trial, page_trial, requirements_of

FOLDER = Path("/tmp/trial")  # noqa: S108 - nothing is written there
CALL = UvCall(
    program=Path("/bin/uv"),
    folder=Path("/project"),
    cache=Path("/cache"),
    temp=Path("/elsewhere"),
    environment=Path("/environment"),
    settings={"UV_SYSTEM_CERTS": "1", "UV_INDEX": "required=https://required.example/simple", "UV_FIND_LINKS": None},
    secrets={"UV_INDEX_CORP_PASSWORD": Secret("s3cret")},
)
INDEX = AskedIndex(
    url="https://ada:s3cret@packages.example/simple",
    name="corp",
    package="small-one",
    others="required=https://required.example/simple",
)
PATIENCE = {"UV_HTTP_RETRIES": "0", "UV_HTTP_TIMEOUT": "15", "UV_HTTP_CONNECT_TIMEOUT": "15"}


def test_an_index_is_asked_for_one_page_and_its_address_is_a_secret() -> None:
    invocation = index_trial(CALL, FOLDER, INDEX, "/bin/python", 30)
    assert invocation.argv == (
        *(str(CALL.program), "--color", "never", "pip", "compile", "--no-deps", "--no-header", "--no-build"),
        *("--prerelease", "allow", "--python", "/bin/python", "--output-file", str(FOLDER / "out.txt")),
        str(FOLDER / "pyproject.toml"),
    )
    assert invocation.folder == Path("/project")
    told = invocation.variables
    assert told["UV_CACHE_DIR"] == str(FOLDER / "cache")
    assert {told[name] for name in ("TMPDIR", "TEMP", "TMP")} == {str(FOLDER)}
    assert told["UV_SYSTEM_CERTS"] == "1"
    assert told["UV_PYTHON_DOWNLOADS"] == "never"
    assert {name: told[name] for name in PATIENCE} == PATIENCE
    assert "UV_PROJECT_ENVIRONMENT" not in told
    assert "UV_INDEX" not in told
    assert told["UV_FIND_LINKS"] is None
    assert told["RUST_LOG"] is None
    assert {name: secret.text for name, secret in invocation.secrets.items()} == {
        "UV_INDEX_CORP_PASSWORD": "s3cret",
        "UV_INDEX": f"corp={INDEX.url} required=https://required.example/simple",
    }
    assert "s3cret" not in repr(invocation)


@pytest.mark.parametrize(("patience", "wait"), [(None, "15"), (3, "3"), (300, "15"), (0, "15")])
def test_uv_waits_no_longer_than_for_a_sync_and_never_until_it_is_ended(patience: int | None, wait: str) -> None:
    asked = index_trial(CALL, FOLDER, INDEX, "", 30, patience=patience)
    page = page_trial(CALL, FOLDER, "https://files.example/", 30, patience=patience)
    assert asked.variables["UV_HTTP_TIMEOUT"] == page.variables["UV_HTTP_TIMEOUT"] == wait


def test_without_a_python_uv_finds_one() -> None:
    assert "--python" not in index_trial(CALL, FOLDER, INDEX, "", 30).argv


@pytest.mark.parametrize("name", ["corp", None, 'od"d\\name'])
def test_the_package_is_pinned_to_the_index(name: str | None) -> None:
    file, text = requirements_of(AskedIndex(url="https://x.example", package="small.one", name=name))
    assert file == "pyproject.toml"
    table = tomllib.loads(text)
    assert table["project"]["dependencies"] == ["small.one"]
    assert table["tool"]["uv"]["sources"] == {"small.one": {"index": name or "wheelyard-trial"}}
    secret = index_trial(CALL, FOLDER, AskedIndex(url="https://x.example", package="p", name=name), "", 1)
    assert secret.secrets["UV_INDEX"].text == f"{name or 'wheelyard-trial'}=https://x.example"


def test_a_page_is_taken_for_a_list_of_pythons() -> None:
    invocation = page_trial(CALL, FOLDER, "https://files.example/", 1)
    assert invocation.argv == (str(CALL.program), "--color", "never", "python", "list", "--only-downloads")
    assert invocation.variables["UV_PYTHON_DOWNLOADS_JSON_URL"] == "https://files.example/"
    assert invocation.variables["UV_HTTP_TIMEOUT"] == "1"
    with_login = page_trial(CALL, FOLDER, "https://ada:s3cret@files.example/", 1, has_login=True)
    assert "UV_PYTHON_DOWNLOADS_JSON_URL" not in with_login.variables
    assert with_login.secrets["UV_PYTHON_DOWNLOADS_JSON_URL"].text == "https://ada:s3cret@files.example/"
