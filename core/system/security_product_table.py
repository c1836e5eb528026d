"""Security products of managed computers, by the names of their services and processes.

Names are in lower case, as makers' documentation, installers and tools for administrators give them. Only names that
belong to one product are here: ``sfc.exe``, ``cmdagent.exe`` or ``ns.exe`` would say nothing. A service's name that
ends in ``*`` is the beginning of names with a version. Daemons of Linux and macOS stand among the processes.
"""

from enum import StrEnum

from msgspec import Struct


class ProductKind(StrEnum):
    """What a product is there for."""

    ANTIVIRUS = "antivirus"
    EDR = "edr"
    APPLICATION_CONTROL = "application-control"
    MANAGEMENT = "management"
    DATA_LOSS = "data-loss"


class SecurityProduct(Struct, frozen=True):
    """A product, who makes it, and the names in lower case by which it is seen."""

    name: str
    maker: str
    kind: ProductKind
    services: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()


def _row(name: str, maker: str, kind: ProductKind, services: str = "", processes: str = "") -> SecurityProduct:
    """Return a product whose names are given in one text, parted by ``|``, since names of services have blanks."""
    named = [tuple(part for part in text.split("|") if part) for text in (services, processes)]
    return SecurityProduct(name, maker, kind, *named)


_AV, _EDR, _CONTROL = ProductKind.ANTIVIRUS, ProductKind.EDR, ProductKind.APPLICATION_CONTROL
_MANAGES, _DLP = ProductKind.MANAGEMENT, ProductKind.DATA_LOSS

PRODUCTS: tuple[SecurityProduct, ...] = (
    _row("Microsoft Defender Antivirus", "Microsoft", _AV, "windefend|wdnissvc|mdcoresvc",
         "msmpeng.exe|nissrv.exe|mpdefendercoreservice.exe"),
    _row("Microsoft Defender for Endpoint", "Microsoft", _EDR, "sense",
         "mssense.exe|senseir.exe|sensendr.exe|sensecncproxy.exe|wdavdaemon|wdavdaemon_enterprise|wdavdaemon_unprivileged"),
    _row("Trellix Endpoint Security", "Trellix (McAfee)", _AV,
         "mfemms|mfevtp|mfefire|mfetp|mfewc|mfeaack|mfeesp|mcshield",
         "mfemms.exe|mfevtps.exe|mfefire.exe|mfetp.exe|mfewc.exe|mfeesp.exe|mfeann.exe|mfeatp.exe|mcshield.exe|mfehcs.exe"
         "|mfetpd|mfeespd"),
    _row("Trellix HX", "Trellix (FireEye)", _EDR, "xagt", "xagt.exe|xagtnotif.exe|xagt"),
    _row("Trellix Agent", "Trellix (McAfee)", _MANAGES, "masvc|macmnsvc|macompatsvc|mfemactl",
         "masvc.exe|macmnsvc.exe|macompatsvc.exe|mfemactl.exe|masvc|macmnsvc|macompatsvc"),
    _row("Trellix Application Control", "Trellix (McAfee)", _CONTROL, "scsrvc", "scsrvc.exe"),
    _row("Trellix Data Loss Prevention", "Trellix (McAfee)", _DLP, "mcafeedlpagentservice|trellixdlpagentservice",
         "fcags.exe|fcag.exe|fcagswd.exe"),
    _row("CrowdStrike Falcon", "CrowdStrike", _EDR, "csfalconservice",
         "csfalconservice.exe|csfalconcontainer.exe|falcon-sensor|falcon-sensor-bpf|falcond|com.crowdstrike.falcon.agent"),
    _row("SentinelOne Singularity", "SentinelOne", _EDR, "sentinelagent|sentinelstaticengine|sentinelhelperservice",
         "sentinelagent.exe|sentinelservicehost.exe|sentinelstaticengine.exe|sentinelstaticenginescanner.exe"
         "|sentinelhelperservice.exe|sentinelagentworker.exe|sentinelmemoryscanner.exe|s1-agent|sentineld|sentineld_helper"),
    _row("Symantec Endpoint Protection", "Broadcom (Symantec)", _AV, "sepmasterservice|sepscanservice|sepwscsvc",
         "ccsvchst.exe|sepwscsvc64.exe|smc.exe|smcgui.exe|rtvscan.exe|rtvscand|symcfgd"),
    _row("Symantec Data Loss Prevention", "Broadcom (Symantec)", _DLP, "edpa", "edpa.exe|wdp.exe|edpa"),
    _row("Norton Security", "Gen", _AV, "", "nortonsecurity.exe"),
    _row("Sophos Intercept X", "Sophos", _AV,
         "sophos endpoint defense service|sophos health service|sophos mcs agent|sophos mcs client"
         "|sophos file scanner service|sntpservice|savservice|hmpalertsvc",
         "sedservice.exe|sspservice.exe|sophosfs.exe|sophosfilescanner.exe|sophoshealth.exe|sophosntpservice.exe"
         "|sophoscleanm.exe|sophosui.exe|savservice.exe|mcsagent.exe|mcsclient.exe|hmpalert.exe|savd|sophosscand"),
    _row("Trend Micro Apex One", "Trend Micro", _AV,
         "ntrtscan|tmlisten|tmccsf|tmbmserver|tmiacagentsvc|trend micro endpoint basecamp|amsp",
         "ntrtscan.exe|tmlisten.exe|tmccsf.exe|tmbmsrv.exe|tmpfw.exe|pccntmon.exe|tmwscsvc.exe|coreserviceshell.exe"
         "|endpointbasecamp.exe"),
    _row("Trend Micro Deep Security", "Trend Micro", _AV, "ds_agent|ds_monitor|ds_notifier",
         "ds_agent.exe|ds_agent|ds_am"),
    _row("ESET Endpoint Security", "ESET", _AV, "ekrn|ehttpsrv", "ekrn.exe|egui.exe|eguiproxy.exe|esets_daemon"),
    _row("ESET Management Agent", "ESET", _MANAGES, "eraagentsvc", "eraagent.exe|eraagent"),
    _row("ESET Inspect", "ESET", _EDR, "eei_agent|eiconnectorsvc", "eei_agent.exe|eiconnector.exe"),
    _row("Bitdefender GravityZone", "Bitdefender", _AV,
         "epsecurityservice|epprotectedservice|epintegrationservice|epupdateservice|epredline|bdredline|bdredline_agent"
         "|bdauxsrv|vsserv",
         "epsecurityservice.exe|epprotectedservice.exe|epintegrationservice.exe|epupdateservice.exe|bdservicehost.exe"
         "|bdredline.exe|bdagent.exe|vsserv.exe|bdsecd"),
    _row("Cortex XDR", "Palo Alto Networks", _EDR, "cyserver|xdrhealth|cyveraservice|tlaservice|twdservice",
         "cyserver.exe|cytray.exe|cyveraservice.exe|cyveraconsole.exe|cortex-xdr-payload.exe|tlaservice.exe|pmd"),
    _row("Carbon Black Cloud", "Broadcom (Carbon Black)", _EDR, "cbdefense|cbdefensewsc",
         "repmgr.exe|repmgr64.exe|repux.exe|reputils.exe|repwsc.exe|repwmiutils.exe|cbagentd|cbdefense"),
    _row("Carbon Black EDR", "Broadcom (Carbon Black)", _EDR, "carbonblack", "cb.exe|cbdaemon"),
    _row("Carbon Black App Control", "Broadcom (Carbon Black)", _CONTROL, "parity", "parity.exe|b9daemon"),
    _row("Cylance", "Arctic Wolf (BlackBerry)", _AV, "cylancesvc|cyoptics",
         "cylancesvc.exe|cylanceui.exe|cyoptics.exe|cylancesvc"),
    _row("Kaspersky Endpoint Security", "Kaspersky", _AV, "avp.kes.*|avp|kavfs|kavfsgt|kavfsslp",
         "avp.exe|avpui.exe|avpsus.exe|kavfs.exe|kavfswp.exe|kesl"),
    _row("Kaspersky Network Agent", "Kaspersky", _MANAGES, "klnagent", "klnagent.exe|klnagent"),
    _row("Tanium Client", "Tanium", _MANAGES, "tanium client",
         "taniumclient.exe|taniumcx.exe|taniumdetectengine.exe|taniumendpointindex.exe|taniumclient|taniumcx"),
    _row("WithSecure Elements", "WithSecure (F-Secure)", _AV,
         "fshoster|fsnethoster|fsulhoster|fsulnethoster|fsulprothoster|wsulavprohoster|fsdevcon",
         "fshoster32.exe|fshoster64.exe|fsulprothoster.exe|fsorsp64.exe|fsav32.exe|fsgk32.exe"),
    _row("Check Point Harmony Endpoint", "Check Point", _AV, "cpda|cpfileanlyz|epclientuiservice|vsmon",
         "cpda.exe|vsmon.exe"),
    _row("FortiClient", "Fortinet", _AV, "fa_scheduler|fct_secsvr",
         "fortitray.exe|forticlient.exe|fortiesnac.exe|fortiavmon.exe"),
    _row("FortiEDR", "Fortinet", _EDR, "fortiedr collector service|fortiedrcollectorservice",
         "fortiedrcollectorservice.exe|fortiedrcollector.exe|fortiedravscanner.exe"),
    _row("Malwarebytes", "Malwarebytes", _AV, "mbamservice|mbendpointagent",
         "mbamservice.exe|mbamtray.exe|mbcloudea.exe"),
    _row("Webroot SecureAnywhere", "Webroot", _AV, "wrsvc|wrcoreservice", "wrsa.exe|wrcoreservice.x64.exe"),
    _row("Avast Antivirus", "Gen", _AV, "avast! antivirus|avastwscreporter|aswbidsagent", "avastsvc.exe|avastui.exe"),
    _row("AVG Antivirus", "Gen", _AV, "avg antivirus|avgwscreporter|avgbidsagent", "avgsvc.exe|avgui.exe"),
    _row("Avira Antivirus", "Gen (Avira)", _AV, "antivirservice|antivirschedulerservice",
         "avguard.exe|avgnt.exe|avshadow.exe"),
    _row("G DATA Endpoint Protection", "G DATA", _AV, "avkwctl|avkproxy|gdscan",
         "avkwctlx64.exe|avkwctl.exe|avkproxy.exe|avkservice.exe|gdscan.exe"),
    _row("Panda Adaptive Defense", "WatchGuard (Panda)", _AV, "nanoservicemain|psuaservice|pandaaetheragent",
         "psanhost.exe|psuaservice.exe|psuamain.exe"),
    _row("Cisco Secure Endpoint", "Cisco", _EDR, "ciscoamp|ciscoamp_*|immunetprotect_*", "ampdaemon"),
    _row("Cybereason", "Cybereason", _EDR, "cybereasonactiveprobe|cybereasoncrs",
         "minionhost.exe|pyminionhost.exe|crssvc.exe"),
    _row("HarfangLab", "HarfangLab", _EDR, "hurukai|hurukai-av", "hurukai.exe|hurukai"),
    _row("Elastic Defend", "Elastic", _EDR, "elasticendpoint", "elastic-endpoint.exe|elastic-endpoint"),
    _row("Wazuh", "Wazuh", _EDR, "wazuhsvc", "wazuh-agent.exe|wazuh-agentd|wazuh-syscheckd"),
    _row("BeyondTrust Privilege Management", "BeyondTrust (Avecto)", _CONTROL, "avecto defendpoint service",
         "defendpointservice.exe|pgsystemtray.exe"),
    _row("CyberArk Endpoint Privilege Manager", "CyberArk", _CONTROL, "", "vf_agent.exe"),
    _row("Delinea Privilege Manager", "Delinea (Thycotic)", _CONTROL, "arelliaacsvc", "arelliaacsvc.exe"),
    _row("Ivanti Application Control", "Ivanti (AppSense)", _CONTROL, "appsense application manager agent",
         "amagent.exe"),
    _row("Airlock Digital", "Airlock Digital", _CONTROL, "airlockenforcement", "airlockenforcement.exe"),
    _row("ThreatLocker", "ThreatLocker", _CONTROL, "threatlockerservice|healthtlservice",
         "threatlockerservice.exe|threatlockertray.exe"),
    _row("Netskope Client", "Netskope", _DLP, "stagentsvc|stwatchdog",
         "stagentsvc.exe|stagentui.exe|stagentsvcmon.exe"),
    _row("Forcepoint DLP", "Forcepoint", _DLP, "fppsvc|wepsvc",
         "fppsvc.exe|wepsvc.exe|endpointclassifier.exe|fpneoprotectionsvc.exe|fpneocommonsvc.exe"),
    _row("Digital Guardian", "Fortra", _DLP, "dgservice", "dgagent.exe|dgservice.exe"),
    _row("Qualys Cloud Agent", "Qualys", _MANAGES, "qualysagent", "qualysagent.exe|qualys-cloud-agent"),
    _row("Rapid7 Insight Agent", "Rapid7", _MANAGES, "ir_agent", "ir_agent.exe|ir_agent"),
    _row("BigFix", "HCL", _MANAGES, "besclient", "besclient.exe|besclient"),
    _row("ClamAV", "Cisco", _AV, "clamd", "clamd.exe|clamd|clamonacc"),
)  # fmt: skip
