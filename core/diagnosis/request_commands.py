"""Commands for administrators, with every path quoted so that it is nothing but a path."""

import re
import shlex
from collections.abc import Iterable

_QUOTES = re.compile("(['\u2018\u2019\u201a\u201b])")
"""PowerShell takes the typographic ones for quotes as well; doubled, each of them stands for itself."""


def powershell_text(text: str) -> str:
    """Return a text as a PowerShell word in which nothing is expanded."""
    doubled = _QUOTES.sub(r"\1\1", text)
    return f"'{doubled}'"


def defender_commands(folders: Iterable[str], programs: Iterable[str]) -> tuple[str, ...]:
    """Return the commands that exclude folders and processes in Microsoft Defender Antivirus on Windows."""
    return (
        *(f"Add-MpPreference -ExclusionPath {powershell_text(folder)}" for folder in folders),
        *(f"Add-MpPreference -ExclusionProcess {powershell_text(program)}" for program in programs),
    )


def defender_commands_elsewhere(folders: Iterable[str], programs: Iterable[str]) -> tuple[str, ...]:
    """Return the commands that exclude folders and processes in Microsoft Defender for Endpoint on Linux."""
    return (
        *(f"mdatp exclusion folder add --path {shlex.quote(folder)}" for folder in folders),
        *(f"mdatp exclusion process add --path {shlex.quote(program)}" for program in programs),
    )


def long_path_commands() -> tuple[str, ...]:
    """Return the command that enables long paths."""
    key = r"HKLM:\SYSTEM\CurrentControlSet\Control\FileSystem"
    return (f"$key = '{key}'", "New-ItemProperty -Path $key -Name LongPathsEnabled -Value 1 -PropertyType DWORD -Force")


def app_locker_commands(programs: Iterable[str]) -> tuple[str, ...]:
    """Return the commands that add AppLocker rules of programs to the policy, by publisher or by hash."""
    return (
        "$programs = @(",
        *(f"  {powershell_text(program)}" for program in programs),
        ")",
        "Get-AppLockerFileInformation -Path $programs |",
        "  New-AppLockerPolicy -RuleType Publisher, Hash -User Everyone -Xml > allow.xml",
        "Set-AppLockerPolicy -XmlPolicy allow.xml -Merge",
    )


def app_control_commands() -> tuple[str, ...]:
    """Return the command that makes rules of the same programs for App Control for Business (WDAC)."""
    return ("$programs | % { New-CIPolicyRule -DriverFilePath $_ -Level Publisher -Fallback Hash }",)


def root_certificate_commands() -> tuple[str, ...]:
    """Return the command that trusts a root certificate on a computer."""
    return (r"Import-Certificate -FilePath 'company-root.cer' -CertStoreLocation Cert:\LocalMachine\Root",)


def variable_command(name: str, value: str) -> str:
    """Return the command that sets a variable for all accounts of a computer."""
    return f"[Environment]::SetEnvironmentVariable({powershell_text(name)}, {powershell_text(value)}, 'Machine')"
