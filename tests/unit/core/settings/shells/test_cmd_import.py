"""What batch files amount to as settings."""

import pytest

from core.model.shells import ShellKind
from core.settings.shells.script_files import script_of
from tests.unit.core.settings.shells.importing import imported, reasons
from tests.unit.core.settings.shells.odd_texts import ODD, environment_with
from tests.unit.core.settings.shells.test_powershell_script import ROOT

USUAL = """\
@echo off
rem my own prompt for uv
set TEMP=C:\\dev\\tmp
set TMP=%TEMP%
set TMPDIR=%TEMP%
if not exist "%TEMP%" mkdir "%TEMP%"
set UV_CACHE_DIR=%~dp0.uv-cache
set UV_NATIVE_TLS=1
cd /d %~dp0
call .venv\\Scripts\\activate.bat
uv sync --native-tls
cmd /k
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_script_that_people_keep_is_taken_over_whole(ends: str) -> None:
    changes, passed = imported(USUAL.replace("\n", ends))
    assert changes == {
        "temp": "C:\\dev\\tmp",
        "cache": "C:\\proj x\\scripts\\.uv-cache",
        "system-certs": "true",
    }
    assert passed == []


def test_on_another_system_paths_of_windows_are_passed_over_with_the_reason() -> None:
    changes, passed = imported(USUAL, windows=False)
    assert changes == {"cache": "/proj x/scripts/.uv-cache", "system-certs": "true"}
    assert [(each.line, "path of Windows" in each.reason) for each in passed] == [(3, True), (4, True), (5, True)]
    assert "C:\\dev\\tmp" in passed[0].text + passed[0].reason


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('set "UV_CACHE_DIR=D:\\a & b\\100 %% (x)^y"', "D:\\a & b\\100 % (x)^y"),
        ("set UV_CACHE_DIR=D:\\a ^& b", "D:\\a & b"),
        ("@SET uv_cache_dir=D:\\a& uv sync", "D:\\a"),
        ("set A=1&& set UV_CACHE_DIR=D:\\a", "D:\\a"),
        ("set UV_CACHE_DIR=%LOCALAPPDATA%\\uv", "C:\\Users\\ada\\AppData\\Local\\uv"),
        ("set UV_CACHE_DIR=%localappdata%/uv/", "C:\\Users\\ada\\AppData\\Local\\uv"),
        ("set ROOT=%~dp0\nset ROOT=%ROOT:~0,-1%\nset UV_CACHE_DIR=%ROOT%\\c", "C:\\proj x\\scripts\\c"),
        ("set X=D:\\old\\c\nset UV_CACHE_DIR=%X:old=new%", "D:\\new\\c"),
        ("set UV_CACHE_DIR=..\\c", "C:\\proj x\\c"),
        ("cd /d D:\\work\ncd sub\nset UV_CACHE_DIR=c", "D:\\work\\sub\\c"),
        ("set B=D:\\a ^& b ^^ c\nset UV_CACHE_DIR=%B%\\d", "D:\\a & b ^ c\\d"),
        ('pushd "%~dp0.."\nset UV_CACHE_DIR=%CD%\\c', "C:\\proj x\\c"),
        ("set UV_CACHE_DIR=\\dev\\c", "C:\\dev\\c"),
        ("set UV_CACHE_DIR=\\\\server\\share\\c", "\\\\server\\share\\c"),
        ("set UV_CACHE_DIR=D:\\first\nset UV_CACHE_DIR=D:\\last", "D:\\last"),
        ("set UV_CACHE_DIR=D:\\a^\n\\b", "D:\\a\\b"),
        ("call set UV_CACHE_DIR=%%USERPROFILE%%\\c", "C:\\Users\\ada\\c"),
        ('setx UV_CACHE_DIR "D:\\a b" /M', "D:\\a b"),
        ("setx UV_CACHE_DIR D:\\a >nul", "D:\\a"),
        (":: set UV_CACHE_DIR=no\n@rem set UV_CACHE_DIR=no\nset UV_CACHE_DIR=D:\\a", "D:\\a"),
        ("set UV_CACHE_DIR=D:\\gr\u00f6\u00dfe\\\u65e5\u672c", "D:\\gr\u00f6\u00dfe\\\u65e5\u672c"),
    ],
)
def test_values_are_what_cmd_would_make_of_them(line: str, value: str) -> None:
    changes, passed = imported(line)
    assert changes == {"cache": value}
    assert passed == []


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("set UV_CACHE_DIR=D:\\c  ", "blanks around the value"),
        ("SET UV_CACHE_DIR = D:\\c", "never set"),
        ('set UV_CACHE_DIR="D:\\c"', "quotes were a part"),
    ],
)
def test_what_cmd_took_otherwise_is_put_right_with_a_note(line: str, word: str) -> None:
    changes, passed = imported(line)
    assert changes == {"cache": "D:\\c"}
    assert [(each.line, word in each.reason) for each in passed] == [(1, True)]


@pytest.mark.parametrize(
    ("script", "line", "word"),
    [
        ("if defined X set UV_CACHE_DIR=D:\\c", 1, "condition"),
        ('if "%1"=="" (\n  set "UV_CACHE_DIR=D:\\c"\n) else (\n  echo (\n)', 2, "condition"),
        ("for /f %%i in ('where uv') do set UV_CACHE_DIR=%%~dpi", 1, "loop"),
        ("set UV_CACHE_DIR=%NOWHERE%\\c", 1, "NOWHERE"),
        ("set UV_CACHE_DIR=%1", 1, "given when it is started"),
        ("for %%i in (a b) do set X=%%i\nset UV_CACHE_DIR=D:\\%X%", 2, "loop"),
        ("setlocal EnableDelayedExpansion\nset UV_CACHE_DIR=!ROOT!\\c", 2, "delayed expansion"),
        ("set /p UV_CACHE_DIR=Where? ", 1, "asks for it"),
        ("cd /d %NOWHERE%\nset UV_CACHE_DIR=c", 2, "relative"),
        ("set UV_CACHE_DIR=E:c", 1, "relative"),
    ],
)
def test_what_cannot_be_told_is_passed_over_with_line_and_reason(script: str, line: int, word: str) -> None:
    changes, passed = imported(script)
    assert changes == {}
    assert [each.line for each in passed] == [line]
    assert word in passed[0].reason
    assert passed[0].text == script.splitlines()[line - 1].strip()


def test_what_does_not_matter_is_not_mentioned() -> None:
    script = (
        "set PATH=%NOWHERE%;%PATH%\nset /a N=1\nif exist x set Y=1\nset PYTHONUTF8=1\nset\nset UV\nset UV_CACHE_DIR=\n"
    )
    assert imported(script) == ({}, [])


def test_temp_folders_that_differ_are_said_and_the_first_wins() -> None:
    changes, passed = imported("set TMP=D:\\a\nset TEMP=D:\\b\nset TMPDIR=D:\\a")
    assert changes == {"temp": "D:\\a"}
    assert reasons(passed) == {2: "TMP names another temp folder, and comes first."}


def test_every_kind_of_setting_is_found_by_its_variables() -> None:
    script = """\
set UV_LINK_MODE=copy
set UV_PROJECT_ENVIRONMENT=.venv-win
set UV_PYTHON_INSTALL_DIR=D:\\pythons
set UV_HTTP_TIMEOUT=120
set HTTPS_PROXY=http://proxy.corp:8080
set HTTP_PROXY=http://proxy.corp:8080
set no_proxy=localhost,.corp
set UV_INDEX=corp=https://nexus.corp/simple
set UV_DEFAULT_INDEX=https://pypi.corp/simple
set UV_INDEX_STRATEGY=unsafe-best-match
set UV_CONCURRENT_DOWNLOADS=2
set UV_MANAGED_PYTHON=1
set UV_INSECURE_HOST=a.corp b.corp:8443
set UV_PREVIEW=1
"""
    changes, passed = imported(script, variables="UV_PREVIEW=0\nFOO=bar")
    assert passed == []
    indexes = changes.pop("indexes") or ""
    assert set(indexes.splitlines()) == {"corp=https://nexus.corp/simple", "https://pypi.corp/simple default"}
    assert changes == {
        "environment": "C:\\proj x\\.venv-win",
        "pythons": "D:\\pythons",
        "link-mode": "copy",
        "http-timeout": "120",
        "proxy": "http://proxy.corp:8080",
        "no-proxy": "localhost, .corp",
        "index-strategy": "unsafe-best-match",
        "concurrent-downloads": "2",
        "python-preference": "only-managed",
        "insecure-hosts": "a.corp, b.corp:8443",
        "variables": "UV_PREVIEW=1\nFOO=bar",
    }


@pytest.mark.parametrize(
    "script",
    [
        "set HTTPS_PROXY=http://ada:geheim%%21@proxy.corp:8080",
        "set PW=geheim%%21\nset HTTPS_PROXY=http://ada:%PW%@proxy.corp:8080",
        "set UV_DEFAULT_INDEX=https://ada:geheim%%21@nexus.corp/simple",
        "set UV_INDEX_CORP_PASSWORD=geheim%%21",
        "setx UV_PUBLISH_TOKEN geheim%%21",
        "if defined X set UV_PUBLISH_TOKEN=geheim%%21",
    ],
)
def test_a_secret_is_neither_taken_over_nor_shown(script: str) -> None:
    changes, passed = imported(script)
    assert changes == {}
    assert passed
    assert "geheim" not in repr(passed)
    assert passed[-1].reason


def test_what_the_setting_refuses_is_passed_over_with_its_sentence() -> None:
    changes, passed = imported("set UV_LINK_MODE=sometimes\nset HTTPS_PROXY=ftp://x:1\nset UV_OFFLINE=maybe\n")
    assert changes == {}
    assert {line: reason.split()[0] for line, reason in reasons(passed).items()} == {
        1: "UV_LINK_MODE",
        2: "proxy",
        3: "UV_OFFLINE",
    }


def test_of_two_names_of_one_setting_the_one_counts_that_uv_takes() -> None:
    changes, passed = imported("set UV_REQUEST_TIMEOUT=5\nset UV_HTTP_TIMEOUT=90\n")
    assert changes == {"http-timeout": "90"}
    assert reasons(passed) == {1: "UV_HTTP_TIMEOUT says otherwise, and uv follows that."}
    assert imported("set UV_NATIVE_TLS=0\nset UV_SYSTEM_CERTS=1\n") == ({"system-certs": "true"}, [])


@pytest.mark.parametrize(
    ("before", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("@chcp 1252 >nul\r\n", "cp1252"),
        ("@chcp 850\r\n", "cp850"),
        ("@chcp 932\r\n", "cp932"),
    ],
)
def test_the_encoding_is_found(before: str, encoding: str) -> None:
    name = "\u65e5\u672c" if encoding == "cp932" else "gr\u00f6\u00dfe"
    changes, passed = imported(f"{before}set UV_CACHE_DIR=D:\\{name}\r\n".encode(encoding))
    assert changes == {"cache": f"D:\\{name}"}
    assert passed == []


def test_what_is_written_is_read_back() -> None:
    variables = {f"UV_X{number}": text for number, text in enumerate(ODD) if text == text.strip()}
    text = script_of(ShellKind.CMD, environment_with(variables | {"UV_CACHE_DIR": "D:\\c"}, root=ROOT, windows=True))
    changes, passed = imported(text)
    found = dict(line.split("=", 1) for line in (changes["variables"] or "").split("\n"))
    assert found == variables
    assert changes["cache"] == "D:\\c"
    assert passed == []
