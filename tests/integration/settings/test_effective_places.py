"""Folders, proxies and waiting: what uv does, where it does not say what its settings are."""

import json
import os
import re
import sys
from contextlib import ExitStack

import pytest

from core.model.setting_keys import SettingKey
from core.model.settings import OriginKind, Profile
from core.places.cache_lock import LOCK_NAME
from core.system.file_lock import try_exclusive
from tests.integration.settings.judge import PROJECT, VERSION, Sources
from tests.network.recording_proxy import recording_proxy

BACKEND = """
import json, os, tempfile
with open("seen.json", "w") as file:
    json.dump({"temp": tempfile.gettempdir(), **os.environ}, file)
raise SystemExit(1)
"""
BUILT = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'


def test_the_version_that_is_judged_is_the_one_that_is_installed(sources: Sources) -> None:
    said = sources.run("--version").stdout
    assert re.match(rf"uv {'.'.join(map(str, VERSION))}\b", said), "measure anew, then change VERSION"


@pytest.mark.parametrize("variables", [{}, {"UV_CACHE_DIR": "near"}, {"UV_CACHE_DIR": "/far/größe "}], ids=str)
@pytest.mark.parametrize("file", [None, 'cache-dir = "in a file"\n', 'cache-dir = "~/x"\n'])
@pytest.mark.parametrize("where", ["project", "user", "system"])
def test_the_cache_is_where_uv_says(where: str, file: str | None, variables: dict[str, str], sources: Sources) -> None:
    if file is not None:
        named = {"project": sources.project / "uv.toml", "user": sources.user_file, "system": sources.system_file}
        sources.write(named[where], file)
    sources.environ.update(variables)
    said = sources.run("cache", "dir").stdout.removesuffix("\n")
    assert sources.read().of(SettingKey.CACHE).value == os.path.normpath(sources.project / said)


@pytest.mark.parametrize(
    ("key", "command", "variable"),
    [
        (SettingKey.PYTHONS, "python", "UV_PYTHON_INSTALL_DIR"),
        (SettingKey.TOOLS, "tool", "UV_TOOL_DIR"),
    ],
)
@pytest.mark.parametrize("text", [None, "", "near by", "/far"])
def test_pythons_and_tools_are_where_uv_says(
    key: SettingKey, command: str, variable: str, text: str | None, sources: Sources
) -> None:
    if text is not None:
        sources.environ[variable] = text
    said = sources.run(command, "dir").stdout.removesuffix("\n")
    assert sources.read().of(key).value == os.path.normpath(sources.project / said)


@pytest.mark.parametrize("member", [False, True], ids=["alone", "member"])
@pytest.mark.parametrize("text", [None, "", "near by", "/far/größe"])
def test_the_environment_is_where_uv_would_make_it(*, text: str | None, member: bool, sources: Sources) -> None:
    profile = Profile(project=sources.project / "m" if member else sources.project)
    if member:
        sources.pyproject('[tool.uv.workspace]\nmembers = ["m"]\n')
        sources.write(profile.project / "pyproject.toml", PROJECT.replace('"a"', '"m"'))
    if text is not None:
        sources.environ["UV_PROJECT_ENVIRONMENT"] = text
    said = sources.run("sync", "--dry-run", "--offline", profile=profile).stderr
    where = re.search(r"^Would create project environment at: (.+)$", said, re.MULTILINE)
    assert where is not None, said
    assert sources.read(profile).of(SettingKey.ENVIRONMENT).value == os.path.normpath(profile.project / where[1])


@pytest.mark.skipif(sys.platform == "win32", reason="a program of Windows asks other variables")
@pytest.mark.parametrize(
    "names", [(), ("TMPDIR",), ("TEMP",), ("TMP",), ("TEMP", "TMP"), ("TMPDIR", "TEMP", "TMP")], ids=" ".join
)
def test_the_temp_folder_is_the_one_that_uv_and_its_builds_use(names: tuple[str, ...], sources: Sources) -> None:
    for name in names:
        folder = sources.root / f"of {name}"
        folder.mkdir()
        sources.environ[name] = str(folder)
    sources.pyproject(BUILT)
    sources.write(sources.project / "backend.py", BACKEND)
    done = sources.run("build", "--offline", "--wheel", "-v")
    seen = json.loads((sources.project / "seen.json").read_text(encoding="utf-8"))
    found = sources.read().of(SettingKey.TEMP)
    if "TMPDIR" in names or not names:
        assert seen["temp"] == found.value, done.stderr
    else:
        # uv itself asks TMPDIR alone here, and Python takes the others, too: Wheelyard sets all three.
        assert (found.value, found.origin.kind) == ("/tmp", OriginKind.DEFAULT)  # noqa: S108 - only its name


def test_a_profile_s_temp_folder_reaches_builds_under_each_name(sources: Sources) -> None:
    temp = sources.root / "temp"
    temp.mkdir()
    profile = Profile(project=sources.project, temp=temp)
    sources.environ["TMP"] = "/elsewhere"
    sources.pyproject(BUILT)
    sources.write(sources.project / "backend.py", BACKEND)
    sources.run("build", "--offline", "--wheel", profile=profile)
    seen = json.loads((sources.project / "seen.json").read_text(encoding="utf-8"))
    found = sources.read(profile).of(SettingKey.TEMP)
    assert found.origin.kind is OriginKind.PROFILE
    assert {seen[name] for name in ("temp", "TEMP", "TMP", "TMPDIR")} == {found.value} == {str(temp)}


PROXIES: dict[str, tuple[str, dict[str, str]]] = {
    "none": ("", {}),
    "upper": ("", {"HTTPS_PROXY": "http://{0}"}),
    "lower": ("", {"https_proxy": "http://{0}"}),
    "upper and lower": ("", {"HTTPS_PROXY": "http://{0}", "https_proxy": "http://{1}"}),
    "empty upper": ("", {"HTTPS_PROXY": "", "https_proxy": "http://{1}"}),
    "without scheme": ("", {"HTTPS_PROXY": "{0}"}),
    "all": ("", {"ALL_PROXY": "http://{0}"}),
    "all and own": ("", {"ALL_PROXY": "http://{0}", "HTTPS_PROXY": "http://{1}"}),
    "unreadable": ("", {"HTTPS_PROXY": "ht tp://x", "all_proxy": "http://{1}"}),
    "for plain addresses": ("", {"HTTP_PROXY": "http://{0}"}),
    "file": ('https-proxy = "http://{0}"\n', {}),
    "file and variable": ('https-proxy = "http://{0}"\n', {"HTTPS_PROXY": "http://{1}"}),
    "file for plain addresses": ('http-proxy = "http://{0}"\n', {"HTTPS_PROXY": "http://{1}"}),
    "file switches off": ('https-proxy = "http://{0}"\n', {"NO_PROXY": "server.invalid"}),
    "exempt": ("", {"HTTPS_PROXY": "http://{0}", "NO_PROXY": "server.invalid"}),
    "exempt by file": ('https-proxy = "http://{0}"\nno-proxy = ["server.invalid"]\n', {}),
    "exempt by file alone": ('no-proxy = ["server.invalid"]\n', {"HTTPS_PROXY": "http://{0}"}),
    "exempt, lower": ("", {"HTTPS_PROXY": "http://{0}", "no_proxy": "other,server.invalid"}),
    "empty exemption": ("", {"HTTPS_PROXY": "http://{0}", "NO_PROXY": "", "no_proxy": "server.invalid"}),
}


@pytest.mark.parametrize("named", PROXIES)
def test_the_proxy_is_the_one_that_uv_comes_to(named: str, sources: Sources) -> None:
    file, variables = PROXIES[named]
    with ExitStack() as stack:
        doors = [stack.enter_context(recording_proxy()) for _ in range(2)]
        places = [door.place for door in doors]
        sources.pyproject('dependencies = ["anything"]\n')
        sources.write(sources.project / "uv.toml", file.format(*places))
        sources.environ.update({name: text.format(*places) for name, text in variables.items()})
        sources.environ.update({"UV_HTTP_RETRIES": "0", "UV_DEFAULT_INDEX": "https://server.invalid/simple"})
        sources.run("lock", "--refresh")
        visited = [door.place for door in doors if door.visits]
    ours = sources.read()
    proxy, hosts = ours.of(SettingKey.PROXY).value, ours.of(SettingKey.NO_PROXY).value
    exempt = isinstance(hosts, tuple) and "server.invalid" in hosts
    expected = [] if proxy is None or exempt else [str(proxy).removeprefix("http://")]
    assert visited == expected


@pytest.mark.parametrize("text", ["0", "1"])
def test_uv_waits_for_another_as_long_as_it_is_told(text: str, sources: Sources) -> None:
    cache = sources.root / "cache"
    cache.mkdir()
    sources.environ.update({"UV_CACHE_DIR": str(cache), "UV_LOCK_TIMEOUT": text})
    with try_exclusive(cache / LOCK_NAME) as held:
        assert held
        said = sources.run("cache", "clean").stderr
    found = re.search(r"Timeout \((\d+)s\)", said)
    assert found is not None, said
    assert sources.read().of(SettingKey.LOCK_TIMEOUT).value == int(found[1])


def test_a_lock_timeout_that_cannot_be_read_is_passed_over(sources: Sources) -> None:
    sources.environ["UV_LOCK_TIMEOUT"] = "soon"
    ours = sources.read()
    assert ours.of(SettingKey.LOCK_TIMEOUT).value == 300
    assert [(each.source, each.stops_uv) for each in ours.troubles] == [("UV_LOCK_TIMEOUT", False)]
    assert sources.differences() == {}


def test_a_certificate_file_stands_for_every_other_list(sources: Sources) -> None:
    sources.environ["SSL_CERT_FILE"] = ""
    sources.environ["UV_SYSTEM_CERTS"] = "1"
    assert sources.read().of(SettingKey.CERTIFICATE_FILE).value is None
    assert "custom_certificates: None" in sources.run("sync", "--show-settings").stdout
    file = sources.write(sources.root / "roots.pem", "no certificate")
    sources.environ["SSL_CERT_FILE"] = str(file)
    assert sources.read().of(SettingKey.CERTIFICATE_FILE).value == str(file)
    assert "custom_certificates: Some" in sources.run("sync", "--show-settings").stdout
