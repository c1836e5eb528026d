"""What PowerShell scripts amount to as settings."""

import pytest

from core.model.shells import ShellKind
from core.settings.shells.script_files import script_of
from tests.unit.core.settings.shells.importing import imported
from tests.unit.core.settings.shells.odd_texts import ODD, QUOTED, environment_with
from tests.unit.core.settings.shells.test_powershell_script import ROOT

PS = ShellKind.POWERSHELL

USUAL = """\
# my own prompt for uv
<# set-up:
   $env:UV_CACHE_DIR = 'no' #>
$root = Split-Path -Parent $MyInvocation.MyCommand.Path
$env:TEMP = 'C:\\dev\\tmp'; $env:TMP = $env:TEMP
$env:TMPDIR = "$env:TEMP"
if (-not (Test-Path $env:TEMP)) { New-Item -ItemType Directory $env:TEMP | Out-Null }
$env:UV_CACHE_DIR = "$PSScriptRoot\\.uv-cache"  # beside this file
[Environment]::SetEnvironmentVariable('UV_NATIVE_TLS', '1', 'Process')
& "$PSScriptRoot\\.venv\\Scripts\\Activate.ps1"
uv sync
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_script_that_people_keep_is_taken_over_whole(ends: str) -> None:
    changes, passed = imported(USUAL.replace("\n", ends), PS)
    assert changes == {"temp": "C:\\dev\\tmp", "cache": "C:\\proj x\\scripts\\.uv-cache", "system-certs": "true"}
    assert passed == []


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("$env:UV_CACHE_DIR = 'D:\\it''s; a # & b'", "D:\\it's; a # & b"),
        ("$env:UV_CACHE_DIR = \u2018D:\\curly\u2019", "D:\\curly"),
        ('$ENV:uv_cache_dir="D:\\a ""b"" `$x"', 'D:\\a "b" $x'),
        ("${env:UV_CACHE_DIR} = 'D:\\a'", "D:\\a"),
        ("$env:UV_CACHE_DIR = Join-Path $PSScriptRoot '.c'", "C:\\proj x\\scripts\\.c"),
        ("$env:UV_CACHE_DIR = (Join-Path -Path $PSScriptRoot -ChildPath '..\\c')", "C:\\proj x\\c"),
        ("$env:UV_CACHE_DIR = $env:USERPROFILE + '\\c'", "C:\\Users\\ada\\c"),
        ('$env:UV_CACHE_DIR = "${env:LOCALAPPDATA}\\c"', "C:\\Users\\ada\\AppData\\Local\\c"),
        ("$d = 'D:\\x'\n$env:UV_CACHE_DIR = \"$d\\c\"", "D:\\x\\c"),
        ("Set-Item -Path Env:UV_CACHE_DIR -Value 'D:\\a'", "D:\\a"),
        ("Set-Item Env:\\UV_CACHE_DIR 'D:\\a' -Force", "D:\\a"),
        ('[System.Environment]::SetEnvironmentVariable("UV_CACHE_DIR", "$HOME\\c", "User")', "C:\\Users\\ada\\c"),
        ("Set-Location D:\\work\n$env:UV_CACHE_DIR = 'c'", "D:\\work\\c"),
        ("$env:UV_CACHE_DIR = 'D:\\a'\n$env:UV_CACHE_DIR = 'D:\\b'", "D:\\b"),
        ("$env:UV_CACHE_DIR =\n  'D:\\a'", "D:\\a"),
        ("$env:UV_CACHE_DIR = `\n  'D:\\a' +\n '\\b'", "D:\\a\\b"),
        ("si env:UV_CACHE_DIR D:\\a", "D:\\a"),
    ],
)
def test_values_are_what_powershell_would_make_of_them(line: str, value: str) -> None:
    changes, passed = imported(line, PS)
    assert changes == {"cache": value}
    assert passed == []


@pytest.mark.parametrize(
    ("script", "line", "word"),
    [
        ("if ($x) {\n  $env:UV_CACHE_DIR = 'D:\\c'\n}", 2, "condition"),
        ("if ($x) { $env:UV_CACHE_DIR = 'D:\\c' }", 1, "condition"),
        ("$env:UV_CACHE_DIR = Get-Folder", 1, "computes"),
        ('$env:UV_CACHE_DIR = "$(git rev-parse)\\c"', 1, "computes"),
        ('$env:UV_CACHE_DIR = "$env:NOWHERE\\c"', 1, "NOWHERE"),
        ("$env:UV_CACHE_DIR = $root\\c", 1, "$root"),
        ('$root = Get-Item .\n$env:UV_CACHE_DIR = "$root.FullName\\c"', 2, "computes"),
        ("$env:UV_CACHE_DIR += 'x'", 1, "adds"),
    ],
)
def test_what_cannot_be_told_is_passed_over_with_line_and_reason(script: str, line: int, word: str) -> None:
    changes, passed = imported(script, PS)
    assert changes == {}
    assert [(each.line, each.text) for each in passed] == [(line, script.splitlines()[line - 1].strip())]
    assert word in passed[0].reason


def test_a_variable_that_is_taken_away_counts_no_more() -> None:
    assert imported("$env:UV_OFFLINE = '1'\nRemove-Item Env:UV_OFFLINE", PS) == ({}, [])
    assert imported("$env:UV_OFFLINE = '1'\n$env:UV_OFFLINE = $null", PS) == ({}, [])


def test_a_secret_is_neither_taken_over_nor_shown() -> None:
    script = "[Environment]::SetEnvironmentVariable('UV_INDEX_X_PASSWORD','geheim')\n$env:ALL_PROXY = \"http://a:geheim@p:1\"\n"
    changes, passed = imported(script, PS)
    assert changes == {}
    assert [each.line for each in passed] == [1, 2]
    assert "geheim" not in repr(passed)


def test_what_is_written_is_read_back() -> None:
    variables = {f"UV_X{number}": text for number, text in enumerate((*ODD, QUOTED)) if text == text.strip()}
    text = script_of(PS, environment_with(variables | {"UV_CACHE_DIR": "D:\\c"}, root=ROOT, windows=True))
    changes, passed = imported(text, PS)
    found = dict(line.split("=", 1) for line in (changes["variables"] or "").split("\n"))
    assert found == variables
    assert changes["cache"] == "D:\\c"
    assert passed == []
