"""Which files count, and which one wins: as the real uv decides it."""

import sys

import pytest

from core.model.setting_keys import SettingKey
from core.model.settings import OriginKind, Profile
from tests.integration.settings.judge import PROJECT, Sources

WORKSPACE = '[tool.uv.workspace]\nmembers = ["m*", "deep/*"]\nexclude = ["mx"]\n'
COPY, HARD, SYMBOLIC = (f'link-mode = "{mode}"\n' for mode in ("copy", "hardlink", "symlink"))
STRENGTHS = {
    "link-mode": ('"copy"', '"symlink"', '"hardlink"'),
    "cache-dir": ('"/a"', '"b"', '"/c"'),
    "offline": ("true", "false", "true"),
    "no-build": ("false", "true", "true"),
    "system-certs": ("false", "true", "false"),
    "native-tls": ("true", "false", "true"),
    "index-strategy": ('"first-index"', '"unsafe-best-match"', '"unsafe-first-match"'),
    "keyring-provider": ('"disabled"', '"subprocess"', '"disabled"'),
    "allow-insecure-host": ('["a"]', '["b"]', '["c"]'),
    "find-links": ('["a"]', '["b"]', '["c"]'),
    "https-proxy": ('"http://a:1"', '"http://b:1"', '"http://c:1"'),
    "http-proxy": ('"http://a:1"', '"http://b:1"', '"http://c:1"'),
    "no-proxy": ('["a"]\nhttps-proxy="http://p:1"', '["b"]', '["c"]'),
    "exclude-newer": ('"2025-01-01"', '"2025-01-02"', '"2025-01-03"'),
    "concurrent-downloads": ("1", "2", "3"),
    "concurrent-builds": ("1", "2", "3"),
    "concurrent-installs": ("1", "2", "3"),
    "python-preference": ('"system"', '"managed"', '"only-system"'),
    "python-downloads": ('"never"', '"manual"', '"automatic"'),
    "index": ('[{name="x",url="https://a/s"}]', '[{name="x",url="https://b/s"}]', '[{url="https://c/s",default=true}]'),
    "index-url": ('"https://a/s"', '"https://b/s"', '"https://c/s"'),
    "extra-index-url": ('["https://a/s"]', '["https://b/s"]', '["https://c/s"]'),
}
BY_VARIABLE = {
    "link-mode": ("UV_LINK_MODE", "clone"),
    "cache-dir": ("UV_CACHE_DIR", "/v"),
    "offline": ("UV_OFFLINE", "0"),
    "no-build": ("UV_NO_BUILD", "1"),
    "system-certs": ("UV_NATIVE_TLS", "1"),
    "native-tls": ("UV_SYSTEM_CERTS", "0"),
    "index-strategy": ("UV_INDEX_STRATEGY", "unsafe-best-match"),
    "keyring-provider": ("UV_KEYRING_PROVIDER", "subprocess"),
    "allow-insecure-host": ("UV_INSECURE_HOST", "v w"),
    "find-links": ("UV_FIND_LINKS", "/v,w"),
    "exclude-newer": ("UV_EXCLUDE_NEWER", "2026-01-01"),
    "concurrent-downloads": ("UV_CONCURRENT_DOWNLOADS", "9"),
    "concurrent-builds": ("UV_CONCURRENT_BUILDS", "9"),
    "concurrent-installs": ("UV_CONCURRENT_INSTALLS", "9"),
    "python-preference": ("UV_PYTHON_PREFERENCE", "only-managed"),
    "python-downloads": ("UV_PYTHON_DOWNLOADS", "manual"),
    "index": ("UV_INDEX", "x=https://v/s"),
    "index-url": ("UV_DEFAULT_INDEX", "https://v/s"),
    "extra-index-url": ("UV_EXTRA_INDEX_URL", "https://v/s"),
}


@pytest.mark.parametrize("named", ["project", "user", "system", "project user", "user system", "project system", "all"])
@pytest.mark.parametrize("key", STRENGTHS)
def test_of_files_of_unlike_strength_the_same_one_wins(key: str, named: str, sources: Sources) -> None:
    files = {
        "project": sources.project / "uv.toml",
        "user": sources.user_file,
        "system": sources.system_file,
    }
    for (name, file), value in zip(files.items(), STRENGTHS[key], strict=True):
        if name in named or named == "all":
            sources.write(file, f"{key} = {value}\n")
    assert sources.differences() == {}
    if key in BY_VARIABLE:
        name, text = BY_VARIABLE[key]
        sources.environ[name] = text
        assert sources.differences() == {}


@pytest.mark.parametrize(
    ("pyproject", "files", "folder"),
    [
        pytest.param("[tool.uv]\n" + COPY, {"works/a project/uv.toml": ""}, ".", id="an empty uv.toml hides"),
        pytest.param("", {"works/uv.toml": COPY}, ".", id="a uv.toml above counts"),
        pytest.param("[tool.uv.sources]\n", {"works/uv.toml": COPY}, ".", id="unless there are sources only"),
        pytest.param("", {"works/pyproject.toml": PROJECT + "[tool.uv]\n" + COPY}, ".", id="a project above counts"),
        pytest.param(
            "[tool.uv]\nx = 1\n" + COPY, {"works/uv.toml": HARD}, ".", id="a table passed over lets one above in"
        ),
        pytest.param("", {"works/uv.toml": "link-mode ="}, ".", id="a broken uv.toml above"),
        pytest.param("", {"works/pyproject.toml": "[[["}, ".", id="a broken project above"),
        pytest.param("[tool.uv]\n" + COPY, {"works/pyproject.toml": "[[["}, ".", id="beside an own table"),
        pytest.param("[[[", {}, ".", id="a broken project"),
        pytest.param("[[[", {"works/a project/uv.toml": COPY}, ".", id="a broken project beside a uv.toml"),
        pytest.param("", {"works/a project/uv.toml": "link-mode ="}, ".", id="a broken uv.toml"),
        pytest.param("", {"works/a project/uv.toml": "offline=true\noffline=true"}, ".", id="a key twice"),
        pytest.param("", {"works/a project/uv.toml": "\ufeff" + COPY}, ".", id="a mark at the beginning"),
        pytest.param("", {"works/a project/uv.toml/file": ""}, ".", id="a folder called uv.toml"),
        pytest.param("[tool]\nuv = 3\n", {}, ".", id="no table"),
        pytest.param('[tool]\nuv.link-mode = "copy"\nuv.offline = true\n', {}, ".", id="dotted keys"),
        pytest.param('[tool]\nuv = {link-mode = "copy", offline = true}\n', {}, ".", id="an inline table"),
        pytest.param("[tool.uv]\nmanaged = false\n", {}, ".", id="a project that uv does not manage"),
        pytest.param(WORKSPACE + "[tool.uv]\n" + COPY, {"works/a project/m/uv.toml": HARD}, "m", id="a member"),
        pytest.param(WORKSPACE, {"works/a project/uv.toml": COPY}, "m", id="a member and the root's uv.toml"),
        pytest.param(WORKSPACE, {"works/uv.toml": COPY}, "m", id="a member and a uv.toml above the root"),
        pytest.param(WORKSPACE + "[tool.uv]\n" + COPY, {}, "deep/m", id="a member further below"),
        pytest.param(WORKSPACE + "[tool.uv]\n" + COPY, {}, "mx", id="no member, as it is excluded"),
        pytest.param(WORKSPACE + "[tool.uv]\n" + COPY, {}, "x", id="no member"),
        pytest.param("[tool.uv]\n" + COPY, {}, "x", id="a project in a project"),
    ],
)
def test_the_same_files_are_found(pyproject: str, files: dict[str, str], folder: str, sources: Sources) -> None:
    sources.pyproject(pyproject)
    for name, text in files.items():
        sources.write(sources.root / name, text)
    profile = Profile(project=sources.project / folder)
    if folder != ".":
        own = "[tool.uv]\n" + SYMBOLIC if folder != "x" else ""
        sources.write(profile.project / "pyproject.toml", PROJECT.replace('"a"', '"m"') + own)
    assert sources.differences(profile) == {}


@pytest.mark.parametrize(
    "variables",
    [
        {"UV_CONFIG_FILE": "x.toml"},
        {"UV_CONFIG_FILE": "x.toml", "UV_NO_CONFIG": "1"},
        {"UV_CONFIG_FILE": "none.toml", "UV_NO_CONFIG": "1"},
        {"UV_NO_CONFIG": "true"},
        {"UV_NO_CONFIG": "maybe"},
        {"UV_NO_SYSTEM_CONFIG": "1"},
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("broken", [False, True], ids=["readable", "broken"])
def test_variables_that_switch_files_off_do(*, variables: dict[str, str], broken: bool, sources: Sources) -> None:
    sources.write(sources.project / "x.toml", COPY)
    sources.write(sources.project / "uv.toml", HARD)
    sources.write(sources.user_file, "concurrent-downloads = 3\n")
    sources.write(sources.system_file, "[[[" if broken else "offline = true\n")
    sources.environ.update(variables)
    assert sources.differences() == {}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has one folder for the computer's settings")
def test_of_several_folders_of_the_computer_the_first_with_a_file_counts(sources: Sources) -> None:
    one, other = sources.root / "one", sources.root / "other"
    sources.environ["XDG_CONFIG_DIRS"] = f"{one}:{other}:relative"
    sources.write(sources.project / "relative" / "uv" / "uv.toml", SYMBOLIC)
    assert sources.differences() == {}
    sources.write(other / "uv" / "uv.toml", COPY)
    assert sources.differences() == {}
    sources.write(one / "uv" / "uv.toml", HARD)
    assert sources.differences() == {}
    assert sources.read().of(SettingKey.LINK_MODE).value == "hardlink"


def test_every_value_says_where_it_comes_from_and_what_it_overrides(sources: Sources) -> None:
    sources.write(sources.system_file, "\n" + COPY)
    sources.write(sources.user_file, COPY)
    pyproject = sources.pyproject("[tool.uv]\n# it hides\n" + COPY)
    beside = sources.write(sources.project / "uv.toml", "offline = true\n\n" + HARD)
    sources.environ["UV_LINK_MODE"] = "symlink"
    found = sources.read(Profile(project=sources.project, link_mode=None)).of(SettingKey.LINK_MODE)
    said = [(each.origin.kind, each.origin.path, each.origin.line) for each in found.held]
    assert said == [
        (OriginKind.ENVIRONMENT, "UV_LINK_MODE", None),
        (OriginKind.PROJECT, str(beside), 3),
        (OriginKind.USER, str(sources.user_file), 1),
        (OriginKind.SYSTEM, str(sources.system_file), 2),
        (OriginKind.PROJECT, str(pyproject), 7),
    ]
    assert (found.value, found.origin) == ("symlink", found.held[0].origin)
    assert [each.value for each in found.overridden] == ["hardlink", "copy", "copy", "copy"]
    assert [each.note is not None for each in found.held] == [False, False, False, False, True]
