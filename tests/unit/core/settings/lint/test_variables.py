"""What variables hold: each rule finds its own trouble and nothing else."""

import sys
from pathlib import Path

import pytest

from core.model.checks import CheckStatus
from core.model.commands import RelocatePlace
from core.model.setting_keys import SettingKey
from core.model.settings import Profile
from core.system.uv_folders import temp_variables
from tests.unit.core.settings.lint.bench import PROJECT, Bench

TEMP = temp_variables()[0]
LOGIN = "http://ada:s3cr3t@proxy.example:8080"


@pytest.mark.parametrize(
    ("variables", "ids"),
    [
        ({"UV_CACHE_DIR": "{root}/c "}, ["uv-cache-dir-blanks fail"]),
        ({"UV_CACHE_DIR": " {root}/c"}, ["uv-cache-dir-blanks fail"]),
        ({"UV_TOOL_DIR": "{root}/c "}, ["uv-tool-dir-blanks fail"]),
        ({"UV_CACHE_DIR": '"{root}/c"'}, ["uv-cache-dir-quotes fail"]),
        ({"UV_LINK_MODE": "'copy'"}, ["uv-link-mode-quotes fail", "uv-link-mode-refused fail"]),
        ({"UV_INDEX_CORP_PASSWORD": '"s3cr3t"'}, ["uv-index-corp-password-quotes fail"]),
        ({"UV_CACHE_DIR": "~/c"}, ["uv-cache-dir-unexpanded fail"]),
        ({"UV_CACHE_DIR": "%LOCALAPPDATA%/c"}, ["uv-cache-dir-unexpanded fail"]),
        ({"UV_CACHE_DIR": "{root}/100%-%done"}, []),
        ({"UV_CACHE_DIR": "cache"}, ["uv-cache-dir-relative warn"]),
        ({"UV_PROJECT_ENVIRONMENT": "env"}, []),
        ({"UV_CACHE_DIR": "{root}/nowhere/c"}, ["cache-parent-missing warn"]),
        ({"UV_CACHE_DIR": "{root}/c"}, []),
        ({TEMP: "{root}/nowhere"}, ["temp-folder-missing warn"]),
        ({"SSL_CERT_FILE": "{root}/nowhere.pem"}, ["certificate-file-missing fail"]),
        ({"SSL_CERT_DIR": "{root}/nowhere"}, ["ssl-cert-dir-missing fail"]),
        ({"SSL_CERT_DIR": "{root}"}, []),
        ({"UV_CONFIG_FILE": "{root}/nowhere.toml"}, ["config-file-missing fail", "uv-config-file warn"]),
        ({"UV_FIND_LINKS": "{root}/nowhere"}, ["find-links-missing fail"]),
        ({"UV_FIND_LINKS": "{root}"}, []),
        ({"UV_LINK_MODE": "fast"}, ["uv-link-mode-refused fail"]),
        ({"UV_LINK_MODE": ""}, ["uv-link-mode-refused fail"]),
        ({"UV_OFFLINE": ""}, ["uv-offline-refused fail"]),
        ({"UV_FROZEN": "maybe"}, ["uv-frozen-refused fail"]),
        ({"UV_FROZEN": "0", "UV_NO_SYNC": "yes"}, []),
        ({"UV_TOOL_DIR": "", "UV_PYTHON_INSTALL_DIR": "", "UV_PROJECT_ENVIRONMENT": ""}, []),
        ({"UV_NO_CACHE": "1"}, ["cache-off warn"]),
        ({"UV_NO_CONFIG": "1"}, ["uv-no-config warn"]),
        ({"UV_MANAGED_PYTHON": "1", "UV_PYTHON_PREFERENCE": "system"}, ["managed-python-twice fail"]),
        ({"UV_MANAGED_PYTHON": "0", "UV_PYTHON_PREFERENCE": "system"}, []),
        ({"UV_NATIVE_TLS": "1", "UV_SYSTEM_CERTS": "0"}, ["certificates-at-odds warn"]),
        ({"UV_INSECURE_HOST": "a.example"}, ["hosts-unchecked warn"]),
        ({"UV_INDEX": "corp=https://ada:s3cr3t@corp.example/simple"}, ["login-in-url warn"]),
        ({"HTTP_PROXY": "http://proxy.example:1"}, ["proxy-only-http warn"]),
        ({"HTTP_PROXY": "http://proxy.example:1", "HTTPS_PROXY": "http://proxy.example:1"}, []),
        ({"HTTPS_PROXY": LOGIN}, ["proxy-login warn"]),
        ({"HTTPS_PROXY": "ftp://proxy.example:1"}, ["proxy-passed-over warn"]),
        ({"NO_PROXY": "a.example b.example"}, ["no-proxy-blanks warn"]),
        ({"NO_PROXY": "a.example, b.example"}, []),
    ],
    ids=str,
)
def test_what_a_variable_holds(bench: Bench, variables: dict[str, str], ids: list[str]) -> None:
    bench.write({"p/pyproject.toml": PROJECT})
    bench.variables = {name: value.replace("{root}", str(bench.root)) for name, value in variables.items()}
    assert bench.ids() == ids
    for check in bench.found():
        said = f"{check.title}{check.detail}{[remedy.command for remedy in check.remedies]}"
        assert "s3cr3t" not in said
        assert check.file is None


def test_the_blank_is_mended_by_the_variable_or_by_a_place_of_the_projects_own(bench: Bench) -> None:
    bench.write({"p/pyproject.toml": PROJECT})
    meant = bench.root / "c"
    bench.variables = {"UV_CACHE_DIR": f"{meant} "}
    variable, own = bench.one("uv-cache-dir-blanks").remedies
    assert variable.command == ("set" if sys.platform == "win32" else "export", f"UV_CACHE_DIR={meant}")
    assert own.action == RelocatePlace(project=bench.project, to=meant)
    assert own.command == ("wheelyard", "relocate", "cache", "--to", str(meant), "--project", str(bench.project))


def test_what_the_profile_decides_is_no_failure(bench: Bench) -> None:
    bench.write({"p/pyproject.toml": PROJECT})
    bench.variables = {"UV_CACHE_DIR": f"{bench.root / 'c'} "}
    bench.profile = Profile(project=bench.project, cache=bench.root / "own")
    check = bench.one("uv-cache-dir-blanks")
    assert check.status is CheckStatus.WARN
    assert [remedy.action for remedy in check.remedies] == [None]
    bench.variables = {"UV_MANAGED_PYTHON": "1", "UV_PYTHON_PREFERENCE": "system"}
    bench.profile = Profile(project=bench.project, chosen={SettingKey.PYTHON_PREFERENCE: "system"})
    assert bench.ids() == []


def test_a_certificate_file_of_the_profile_that_has_gone_is_found(bench: Bench) -> None:
    bench.write({"p/pyproject.toml": PROJECT})
    file = str(bench.root / "gone.pem")
    bench.profile = Profile(project=bench.project, chosen={SettingKey.CERTIFICATE_FILE: file})
    check = bench.one("certificate-file-missing")
    assert check.detail.startswith("Your profile of this project names")
    assert check.remedies == ()


def test_without_a_project_the_persons_own_settings_are_looked_at(bench: Bench, tmp_path: Path) -> None:
    from core.settings.lint.all import RULES  # noqa: PLC0415 - as the bench does
    from core.settings.lint.subject import read_subject  # noqa: PLC0415

    bench.write({"user/uv/uv.toml": "nonsense = 1\n"})
    bench.variables = {"UV_CACHE_DIR": f"{bench.root / 'c'} "}
    subject = read_subject(None, bench.environ, version=bench.version, base=tmp_path)
    found = [check for rule in RULES for check in rule.find(subject)]
    assert sorted(check.id for check in found) == ["setting-unknown", "uv-cache-dir-blanks"]
    assert [len(check.remedies) for check in found] == [1, 1]
