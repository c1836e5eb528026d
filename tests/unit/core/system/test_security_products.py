"""Security products by the names of what they run: the table, and a harmless program that bears such a name."""

import os
import shutil
import sys
from pathlib import Path

import psutil
import pytest

from core.system.security_product_table import PRODUCTS, ProductKind
from core.system.security_products import product_words, products_among, security_products
from tests.unit.core.system.children import waiting


@pytest.mark.parametrize(
    ("process", "product"),
    [
        ("MsMpEng.exe", "Microsoft Defender Antivirus"),
        ("MsSense.exe", "Microsoft Defender for Endpoint"),
        ("mfemms.exe", "Trellix Endpoint Security"),
        ("xagt.exe", "Trellix HX"),
        ("CSFalconService.exe", "CrowdStrike Falcon"),
        ("falcon-sensor", "CrowdStrike Falcon"),
        ("SentinelAgent.exe", "SentinelOne Singularity"),
        ("ccSvcHst.exe", "Symantec Endpoint Protection"),
        ("SophosFileScanner.exe", "Sophos Intercept X"),
        ("NTRtScan.exe", "Trend Micro Apex One"),
        ("ekrn.exe", "ESET Endpoint Security"),
        ("EPSecurityService.exe", "Bitdefender GravityZone"),
        ("cyserver.exe", "Cortex XDR"),
        ("RepMgr.exe", "Carbon Black Cloud"),
        ("CylanceSvc.exe", "Cylance"),
        ("avp.exe", "Kaspersky Endpoint Security"),
        ("TaniumClient.exe", "Tanium Client"),
        ("clamd", "ClamAV"),
    ],
)
def test_a_process_tells_its_product(process: str, product: str) -> None:
    (found,) = products_among([process, "python.exe", "sshd"], [])
    assert (found.name, found.seen, found.running) == (product, (process,), True)


def test_services_tell_whether_a_product_only_is_installed() -> None:
    (stopped,) = products_among([], [], ["WinDefend"])
    assert (stopped.name, stopped.seen, stopped.running) == ("Microsoft Defender Antivirus", ("WinDefend",), False)
    (running,) = products_among(["MsMpEng.exe"], [], ["WinDefend"])
    assert (running.seen, running.running) == (("MsMpEng.exe", "WinDefend"), True)
    (by_service,) = products_among([], ["Tanium Client"])
    assert (by_service.kind, by_service.running) == (ProductKind.MANAGEMENT, True)


def test_products_that_only_are_installed_are_not_said_to_run() -> None:
    found = products_among(["MsMpEng.exe", "NisSrv.exe"], ["WinDefend"], ["Sense"])
    assert product_words(found) == (
        "running: Microsoft Defender Antivirus (MsMpEng.exe, NisSrv.exe); "
        "installed, does not run: Microsoft Defender for Endpoint (Sense)"
    )
    assert product_words(products_among([], [], ["WinDefend", "Sense"])) == (
        "installed, do not run: Microsoft Defender Antivirus (WinDefend), Microsoft Defender for Endpoint (Sense)"
    )
    assert product_words(products_among(["clamd"], [])) == "running: ClamAV (clamd)"
    assert product_words(()) == ""


def test_a_service_with_a_version_in_its_name_is_known_by_its_beginning() -> None:
    (found,) = products_among([], ["AVP.KES.21.18"])
    assert (found.maker, found.seen) == ("Kaspersky", ("AVP.KES.21.18",))
    assert products_among(["avp.kes.exe"], []) == ()


def test_ordinary_programs_are_no_products() -> None:
    names = ["System", "svchost.exe", "explorer.exe", "sfc.exe", "cmdagent.exe", "ns.exe", "python", "systemd", ""]
    assert products_among(names, ["wscsvc", "BITS", "mpssvc", "SecurityHealthService", ""]) == ()


def test_no_two_products_share_a_name_and_every_name_can_be_met() -> None:
    for kind in ("processes", "services"):
        names = [name for product in PRODUCTS for name in getattr(product, kind)]
        assert len(names) == len(set(names))
        assert all(name == name.lower().strip() != "" for name in names)
    assert len({product.name for product in PRODUCTS}) == len(PRODUCTS)
    assert all(product.processes for product in PRODUCTS)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's copy bears the name here; the lab has one for Windows")
def test_a_program_with_such_a_name_is_seen_while_it_runs(tmp_path: Path) -> None:
    shell = os.path.realpath(shutil.which("sh") or "/bin/sh")
    daemon = tmp_path / "falcon-sensor"
    shutil.copy(shell, daemon)

    def is_seen() -> bool:
        found = security_products()
        assert found is not None
        return any(product.name == "CrowdStrike Falcon" and product.running for product in found)

    if any(process.info["name"] in {"falcon-sensor", "falcond"} for process in psutil.process_iter(["name"])):
        pytest.skip("this computer has the product")
    assert not is_seen()
    with waiting([daemon, "-c", "echo ready; read line"]):
        assert is_seen()
    assert not is_seen()
