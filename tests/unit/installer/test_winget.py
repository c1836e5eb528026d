"""The manifests for winget: of the real files, the same text each time, and safe whatever a value holds."""

import hashlib
from pathlib import Path

import pytest

from installer.commands import BuildError
from installer.payload import Payload
from installer.winget import IDENTIFIER, RESPONSES, Msi, write_manifests

URL = "https://example.org/releases/1.2.3/"
CODE = "{11111111-2222-3333-4444-555555555555}"


def made(folder: Path, *, url: str = URL, with_msi: bool = False) -> dict[str, list[str]]:
    """Return the lines of each manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    setup, package = folder / "Wheelyard-Setup-1.2.3.exe", folder / "Wheelyard-1.2.3.msi"
    setup.write_bytes(b"setup")
    package.write_bytes(b"package")
    payload = Payload(folder, "1.2.3", 1_700_000_000, has_bytecode=False)
    written = write_manifests(payload, setup, folder, url, Msi(package, CODE) if with_msi else None)
    assert written == folder / "winget"
    return {file.name: file.read_text(encoding="utf-8").splitlines() for file in written.iterdir()}


def test_there_are_three_and_each_names_the_version_and_its_kind(tmp_path: Path) -> None:
    manifests = made(tmp_path)
    kinds = {"": "version", ".installer": "installer", ".locale.en-US": "defaultLocale"}
    assert set(manifests) == {f"{IDENTIFIER}{part}.yaml" for part in kinds}
    for part, kind in kinds.items():
        lines = manifests[f"{IDENTIFIER}{part}.yaml"]
        assert lines[0].endswith(f"winget-manifest.{kind}.1.6.0.schema.json")
        assert lines[1:3] == ["PackageIdentifier: 'Wheelyard.Wheelyard'", "PackageVersion: '1.2.3'"]
        assert lines[-2:] == [f"ManifestType: '{kind}'", "ManifestVersion: '1.6.0'"]


@pytest.mark.parametrize("url", [URL, URL.rstrip("/")])
def test_setup_is_there_for_both_scopes_with_its_digest(tmp_path: Path, url: str) -> None:
    text = "\n".join(made(tmp_path, url=url)[f"{IDENTIFIER}.installer.yaml"])
    head, user, machine = text.split("- Architecture: 'x64'")
    assert "MinimumOSVersion: '10.0.17763.0'" in head
    assert "ReleaseDate: '2023-11-14'" in head
    assert "UpgradeBehavior: 'install'" in head
    digest = hashlib.sha256(b"setup").hexdigest().upper()
    for entry, scope, flag in ((user, "user", "/CURRENTUSER"), (machine, "machine", "/ALLUSERS")):
        assert f"    Scope: '{scope}'\n" in entry
        assert f"    InstallerUrl: '{URL}Wheelyard-Setup-1.2.3.exe'\n    InstallerSha256: '{digest}'\n" in entry
        assert f"      Silent: '/S'\n      SilentWithProgress: '/S'\n      Custom: '{flag}'\n" in entry
        assert "      - InstallerReturnCode: 3\n        ReturnResponse: 'packageInUse'\n" in entry
        assert "      - InstallerReturnCode: 6\n        ReturnResponse: 'downgrade'\n" in entry
    assert "elevationRequired" in machine
    assert "elevationRequired" not in user


def test_a_package_for_windows_installer_comes_third(tmp_path: Path) -> None:
    text = "\n".join(made(tmp_path, with_msi=True)[f"{IDENTIFIER}.installer.yaml"])
    entry = text.split("- Architecture: 'x64'")[3]
    assert "InstallerType: 'msi'" in entry
    assert f"    ProductCode: '{CODE}'\n" in entry
    assert hashlib.sha256(b"package").hexdigest().upper() in entry
    assert "InstallerReturnCode" not in entry


def test_the_same_files_give_the_same_text(tmp_path: Path) -> None:
    assert made(tmp_path / "one", with_msi=True) == made(tmp_path / "two", with_msi=True)


def test_a_quote_in_a_value_stays_in_it(tmp_path: Path) -> None:
    lines = made(tmp_path, url="https://example.org/it's here/")[f"{IDENTIFIER}.installer.yaml"]
    assert "    InstallerUrl: 'https://example.org/it''s here/Wheelyard-Setup-1.2.3.exe'" in lines


@pytest.mark.parametrize(
    "url", ["http://example.org/", "example.org", "https:///x", "https://example.org/?a=b", "ftp://a/"]
)
def test_an_address_that_winget_does_not_take_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(BuildError, match="https address of a folder"):
        made(tmp_path, url=url)


def test_every_exit_status_that_is_documented_has_a_response() -> None:
    text = (Path(__file__).parents[3] / "docs" / "deployment.md").read_text(encoding="utf-8")
    table = text.split("| exit status | means |")[1].split("\n\n")[0].splitlines()[2:]
    assert {int(line.split("|")[1]) for line in table} == {0, *(status for status, _ in RESPONSES)}
