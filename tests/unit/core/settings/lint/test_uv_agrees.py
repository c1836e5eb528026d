"""What the rules say of uv is what the real uv does."""

import os
import sys
from pathlib import Path

import pytest

from core.wheels.make_wheel import write_wheel
from tests.unit.core.settings.lint.bench import PROJECT, Bench, asking

P, U, USER = "p/pyproject.toml", "p/uv.toml", "user/uv/uv.toml"
WHEELS = '[[tool.uv.index]]\nname = "w"\nurl = "../wheels"\nformat = "flat"\n'
SOURCE = '[tool.uv.sources]\na = { index = "w" }\n'


@pytest.fixture(autouse=True)
def wheels(bench: Bench) -> None:
    folder = bench.root / "wheels"
    folder.mkdir()
    for name, version in (("a", "1"), ("a", "2"), ("a_b", "1")):
        write_wheel(folder, name, version)


@pytest.mark.parametrize(
    ("files", "variables", "ident"),
    [
        ({P: PROJECT, U: "nonsense = 1\n"}, {}, "setting-unknown"),
        ({P: PROJECT, U: "[tool.uv]\noffline = true\n"}, {}, "setting-in-wrong-section"),
        ({P: PROJECT, U: "package = false\n"}, {}, "setting-not-in-uv-toml"),
        ({P: PROJECT, USER: "nonsense = 1\n"}, {}, "setting-unknown"),
        ({P: PROJECT, USER: "offline =\n"}, {}, "settings-file-broken"),
        ({P: PROJECT + "[tool.uv]\npackage = 3\n"}, {}, "setting-bad-value"),
        ({P: PROJECT + '[tool.uv]\nrequired-version = ">=99"\n'}, {}, "required-version"),
        ({P: PROJECT + WHEELS + WHEELS}, {}, "index-twice"),
        (
            {P: PROJECT + WHEELS + "default = true\n" + WHEELS.replace('"w"', '"v"') + "default = true\n"},
            {},
            "index-default-twice",
        ),
        ({P: asking("a") + SOURCE}, {}, "index-undefined"),
        ({P: asking("a") + SOURCE, U: WHEELS.replace("tool.uv.", "")}, {}, "index-undefined"),
        ({P: asking("a") + WHEELS.replace('"w"', '"W"') + SOURCE}, {}, "index-undefined"),
        ({P: PROJECT + '[dependency-groups]\ndev = ["a"]\n' + SOURCE}, {}, "index-undefined"),
        ({P: PROJECT + '[tool.uv]\nconstraint-dependencies = ["a"]\n' + SOURCE}, {}, "index-undefined"),
        (
            {P: asking("a-b") + '[tool.uv.sources]\na-b = { path = "../wheels" }\na_b = { path = "../wheels" }\n'},
            {},
            "source-twice",
        ),
        ({P: asking("a") + '[tool.uv.sources]\na = { path = "a.whl" }\n'}, {}, "source-file-missing"),
        ({P: PROJECT + '[tool.uv]\nfind-links = ["gone"]\n'}, {}, "find-links-missing"),
        ({P: asking("a") + WHEELS.replace("wheels", "gone")}, {}, "index-folder-missing"),
        ({P: PROJECT}, {"UV_FIND_LINKS": "gone"}, "find-links-missing"),
        ({P: PROJECT}, {"UV_CONFIG_FILE": "gone.toml"}, "config-file-missing"),
        ({P: PROJECT}, {"UV_LINK_MODE": ""}, "uv-link-mode-refused"),
        ({P: PROJECT}, {"UV_LINK_MODE": '"copy"'}, "uv-link-mode-quotes"),
        ({P: PROJECT}, {"UV_OFFLINE": "maybe"}, "uv-offline-refused"),
        ({P: PROJECT}, {"UV_FROZEN": ""}, "uv-frozen-refused"),
        ({P: PROJECT}, {"UV_NO_SOURCES": "maybe"}, "uv-no-sources-refused"),
        ({P: PROJECT}, {"UV_MANAGED_PYTHON": "1", "UV_PYTHON_PREFERENCE": "system"}, "managed-python-twice"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_uv_ends_where_a_rule_says_so(
    bench: Bench, uv_program: Path, files: dict[str, str], variables: dict[str, str], ident: str
) -> None:
    bench.write({P: asking("a") + WHEELS})
    sound = bench.uv(uv_program, "lock")
    assert sound.returncode == 0, sound.stderr
    (bench.project / "uv.lock").unlink()
    bench.write(files)
    bench.variables = variables
    ended = bench.uv(uv_program, "sync")
    assert ended.returncode != 0
    assert f"{ident} fail" in bench.ids(), ended.stderr


@pytest.mark.parametrize(
    ("value", "ident"),
    [
        ("{root}/c ", "uv-cache-dir-blanks"),
        ("'{root}/c'", "uv-cache-dir-quotes"),
        ('"{root}/c"', "uv-cache-dir-quotes"),
        ("~/c", "uv-cache-dir-unexpanded"),
        ("%HOME%/c", "uv-cache-dir-unexpanded"),
        ("$HOME/c", "uv-cache-dir-unexpanded"),
    ],
)
def test_uv_takes_a_variable_as_it_is_written(bench: Bench, uv_program: Path, value: str, ident: str) -> None:
    bench.write({P: PROJECT})
    written = value.replace("{root}", str(bench.root))
    bench.variables = {"UV_CACHE_DIR": written}
    said = bench.uv(uv_program, "cache", "dir").stdout.removesuffix("\n")
    if sys.platform != "win32":  # Windows itself takes a blank from the end of a name
        assert said == written
    assert f"{ident} fail" in bench.ids()
    bench.variables = {}
    assert bench.uv(uv_program, "cache", "dir").stdout.removesuffix("\n") != written


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("[tool.uv]\nnonsense = 1\n", "setting-unknown"),
        ("[tool.uv]\nuniversal = true\n", "setting-in-wrong-section"),
        ('[tool.uv]\nlink-mode = "fast"\n', "setting-bad-value"),
        ('[tool.uv]\npip = { cache-dir = "c" }\n', "setting-in-wrong-section"),
    ],
)
def test_one_wrong_key_loses_all_settings_and_not_what_belongs_to_the_project(
    bench: Bench, uv_program: Path, text: str, ident: str
) -> None:
    more = f'cache-dir = "{(bench.root / "own").as_posix()}"\nconstraint-dependencies = ["a<2"]\n{WHEELS}{SOURCE}'
    bench.write({P: f"{asking('a')}[tool.uv]\n{more}"})
    assert "own" in bench.uv(uv_program, "cache", "dir").stdout
    bench.write({P: asking("a") + text + more})
    assert "own" not in bench.uv(uv_program, "cache", "dir").stdout
    detail = bench.one(ident).detail
    assert "Lost are thereby: cache-dir and index." in detail
    assert "still counts: constraint-dependencies and sources" in detail
    locked = bench.uv(uv_program, "lock")
    assert locked.returncode == 0, locked.stderr
    text = (bench.project / "uv.lock").read_text("utf-8")
    assert 'name = "a"\nversion = "1"' in text  # the constraint and the index of the source


@pytest.mark.parametrize("where", ["cache-dir", "[uv]\ncache-dir", "[tool.uv-x]\ncache-dir"])
def test_uv_says_nothing_of_settings_in_other_sections(bench: Bench, uv_program: Path, where: str) -> None:
    bench.write({P: f'{PROJECT}{where} = "/own"\n'})
    said = bench.uv(uv_program, "cache", "dir")
    assert "own" not in said.stdout + said.stderr
    assert [check.status.value for check in bench.found()] == ["warn"]


def test_a_uv_toml_hides_what_the_rule_names_and_nothing_else(bench: Bench, uv_program: Path) -> None:
    text = f'{asking("a")}[tool.uv]\ncache-dir = "/own"\nconstraint-dependencies = ["a<2"]\n{WHEELS}{SOURCE}'
    bench.write({P: text, U: ""})
    assert "own" not in bench.uv(uv_program, "cache", "dir").stdout
    assert "passes over cache-dir and index in" in bench.one("uv-toml-hides").detail
    assert bench.uv(uv_program, "lock").returncode == 0
    assert 'name = "a"\nversion = "1"' in (bench.project / "uv.lock").read_text("utf-8")


def test_uv_takes_no_settings_of_a_member(bench: Bench, uv_program: Path) -> None:
    member = f'{PROJECT.replace(chr(34) + "p" + chr(34), chr(34) + "m" + chr(34))}[tool.uv]\ncache-dir = "/member"\n'
    root = bench.root.as_posix()
    bench.write(
        {
            P: f'{PROJECT}[tool.uv]\ncache-dir = "{root}/root"\n[tool.uv.workspace]\nmembers = ["m"]\n',
            "p/m/pyproject.toml": member,
            "p/m/uv.toml": 'cache-dir = "/beside"\n',
        }
    )
    assert "root" in bench.uv(uv_program, "cache", "dir", folder=bench.project / "m").stdout
    assert bench.ids() == ["member-settings-ignored warn", "member-uv-toml-ignored warn"]


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_without_the_certificates_uv_trusts_nobody(bench: Bench, uv_program: Path, variable: str) -> None:
    bench.write({P: asking("a")})
    bench.variables = {variable: str(bench.root / "gone"), "UV_OFFLINE": "0", "UV_HTTP_RETRIES": "0"}
    bench.variables["UV_DEFAULT_INDEX"] = "https://127.0.0.1:9/simple"
    assert "No default certificates will be trusted" in bench.uv(uv_program, "lock").stderr
    assert len([check for check in bench.found() if "trusts no certificate" in check.detail]) == 1


def test_a_source_that_nothing_asks_for_and_names_in_two_spellings_are_fine_for_uv(
    bench: Bench, uv_program: Path
) -> None:
    bench.write({P: f'{asking("a_b")}[tool.uv]\nconstraint-dependencies = ["a-b<2"]\n{WHEELS}default = true\n{SOURCE}'})
    assert bench.uv(uv_program, "lock").returncode == 0
    assert bench.ids() == ["names-spelled-differently warn", "source-without-dependency warn"]


def test_what_the_tests_start_from_has_no_settings_of_this_computer(bench: Bench) -> None:
    assert not [name for name in bench.environ if name.startswith("UV_")]
    assert Path(os.environ.get("HOME", "/")) != bench.person
