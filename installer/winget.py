"""The three manifests by which winget knows a release; schema 1.6.0, the same text for the same files."""

import hashlib
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote, urlsplit

from msgspec import Struct

from installer.commands import BuildError
from installer.layout import PUBLISHER
from installer.payload import Payload

IDENTIFIER = "Wheelyard.Wheelyard"
SCHEMA = "1.6.0"
UNINSTALL_KEY = "Wheelyard"
"""The key below Uninstall, by which winget finds what Setup installed."""

_Value: TypeAlias = "str | int | Sequence[_Value] | Mapping[str, _Value]"
_Manifest: TypeAlias = dict[str, _Value]

RESPONSES = (
    (1, "cancelledByUser"),
    (2, "custom"),
    (3, "packageInUse"),
    (4, "custom"),
    (5, "systemNotSupported"),
    (6, "downgrade"),
    (740, "custom"),
)
"""Setup's exit statuses, which docs/deployment.md explains, in winget's words."""


class Msi(Struct, frozen=True):
    """A Windows Installer package, for all users, and the product code in it."""

    file: Path
    product_code: str


def check_release_url(url: str) -> None:
    """Look at the address that files' names are appended to.

    Raises BuildError when winget would not take it.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.netloc or parts.query or parts.fragment or not url.isascii():
        raise BuildError(f"--release-url is {url!r}, but has to be the https address of a folder.")


def write_manifests(payload: Payload, setup: Path, out: Path, release_url: str, msi: Msi | None = None) -> Path:
    """Write the manifests of files that are finished, signed ones after they were signed, and return their folder.

    Raises BuildError when the address is none that winget takes.
    """
    check_release_url(release_url)
    folder = out / "winget"
    folder.mkdir(parents=True, exist_ok=True)
    installers: list[_Value] = [_setup(setup, release_url, scope) for scope in ("user", "machine")]
    if msi is not None:
        installers.append(_msi(msi, release_url))
    installer: _Manifest = {
        "MinimumOSVersion": "10.0.17763.0",
        "Platform": ["Windows.Desktop"],
        "InstallModes": ["interactive", "silent", "silentWithProgress"],
        "UpgradeBehavior": "install",
        "ReleaseDate": time.strftime("%Y-%m-%d", time.gmtime(payload.source_date)),
        "Installers": installers,
    }
    _write(folder / f"{IDENTIFIER}.yaml", payload, "version", {"DefaultLocale": "en-US"})
    _write(folder / f"{IDENTIFIER}.installer.yaml", payload, "installer", installer)
    _write(folder / f"{IDENTIFIER}.locale.en-US.yaml", payload, "defaultLocale", _locale())
    return folder


def _setup(setup: Path, release_url: str, scope: str) -> _Manifest:
    whose = {"user": "/CURRENTUSER", "machine": "/ALLUSERS"}[scope]
    entry: _Manifest = {
        "Architecture": "x64",
        "InstallerType": "nullsoft",
        "Scope": scope,
        **_download(setup, release_url),
        "InstallerSwitches": {"Silent": "/S", "SilentWithProgress": "/S", "Custom": whose},
        "ExpectedReturnCodes": [
            {"InstallerReturnCode": status, "ReturnResponse": response} for status, response in RESPONSES
        ],
        "ProductCode": UNINSTALL_KEY,
        "AppsAndFeaturesEntries": _in_apps(UNINSTALL_KEY, "nullsoft"),
    }
    # Setup asks for nothing when it is silent, so winget has to have the rights that /ALLUSERS needs.
    return entry if scope == "user" else entry | {"ElevationRequirement": "elevationRequired"}


def _msi(msi: Msi, release_url: str) -> _Manifest:
    return {
        "Architecture": "x64",
        "InstallerType": "msi",
        "Scope": "machine",
        **_download(msi.file, release_url),
        "ProductCode": msi.product_code,
        "AppsAndFeaturesEntries": _in_apps(msi.product_code, "msi"),
    }


def _download(file: Path, release_url: str) -> dict[str, str]:
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest().upper()
    return {"InstallerUrl": f"{release_url.rstrip('/')}/{quote(file.name)}", "InstallerSha256": digest}


def _in_apps(product_code: str, kind: str) -> list[_Value]:
    return [{"DisplayName": "Wheelyard", "Publisher": PUBLISHER, "ProductCode": product_code, "InstallerType": kind}]


def _locale() -> _Manifest:
    return {
        "PackageLocale": "en-US",
        "Publisher": PUBLISHER,
        "PackageName": "Wheelyard",
        "License": "Apache-2.0",
        "ShortDescription": "A desktop environment manager for uv projects on managed Windows computers.",
        "Moniker": "wheelyard",
        "Tags": ["uv", "python", "packaging", "virtual-environment", "qt"],
    }


def _write(file: Path, payload: Payload, kind: str, content: _Manifest) -> None:
    head: _Manifest = {"PackageIdentifier": IDENTIFIER, "PackageVersion": payload.version}
    manifest = head | content | {"ManifestType": kind, "ManifestVersion": SCHEMA}
    schema = f"# yaml-language-server: $schema=https://aka.ms/winget-manifest.{kind}.{SCHEMA}.schema.json"
    file.write_text("".join(f"{line}\n" for line in (schema, *_lines(manifest))), encoding="utf-8", newline="\n")


def _lines(value: _Value) -> list[str]:
    """Return a value in YAML: every text in single quotes, in which YAML gives a meaning to the quote alone."""
    if isinstance(value, Mapping):
        return [line for name, inner in value.items() for line in _named(name, inner)]
    if isinstance(value, str):
        return ["'" + value.replace("'", "''") + "'"]
    if isinstance(value, int):
        return [str(value)]
    found = []
    for item in value:
        first, *others = _lines(item)
        found += [f"- {first}", *(f"  {line}" for line in others)]
    return found


def _named(name: str, value: _Value) -> list[str]:
    lines = _lines(value)
    if isinstance(value, str | int):
        return [f"{name}: {lines[0]}"]
    return [f"{name}:", *(f"  {line}" for line in lines)]
