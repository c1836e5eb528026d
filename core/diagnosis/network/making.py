"""Advice made: remedies of servers, each with the variables of uv that it amounts to."""

from collections.abc import Iterable

from core.diagnosis.context import FailureContext
from core.diagnosis.network.values import Advice, AdviceContext
from core.diagnosis.remedies import advice, in_project
from core.model.commands import ChooseSetting, ExportCertificates
from core.model.network import EndpointReport
from core.model.problem import Remedy
from core.model.setting_keys import SettingKey
from core.network.address import address_of, ascii_host_of
from core.settings.bad_value import BadValueError
from core.settings.declared.all import declared
from core.settings.policy_locks import policy_locks


def context_of(about: AdviceContext) -> FailureContext:
    """Return what the makers of remedies want to know."""
    return FailureContext(project=about.project, indexes=about.indexes)


def setting(remedy: Remedy, about: AdviceContext) -> Advice:
    """Return a choice of a setting, with the variables by which uv is told of it."""
    action = remedy.action
    if not isinstance(action, ChooseSetting) or action.value is None:
        return Advice(remedy=remedy)
    declaration = declared(action.key)
    if action.key is SettingKey.CERTIFICATE_FILE:  # whose kind would look for the file
        return Advice(remedy=remedy, choices=declaration.told(action.value, about.version))
    try:
        value = declaration.kind.parse(action.value)
    except BadValueError:
        return Advice(remedy=remedy)
    return Advice(remedy=remedy, choices=declaration.told(value, about.version))


def person(ident: str, title: str, why: str, confidence: float) -> Advice:
    """Return advice that only a person can carry out."""
    return Advice(remedy=advice(ident, title, why, confidence))


def export(about: AdviceContext, title: str, why: str, confidence: float, *, joined: bool = False) -> Advice:
    """Return the export of this computer's roots; ``joined`` puts those of the file that is in force in, too."""
    action = None
    more = (about.certificate_file,) if joined and about.certificate_file is not None else ()
    if about.project is not None:
        action = ExportCertificates(project=about.project, more=more)
    named = tuple(word for file in more for word in ("--more", str(file)))
    return Advice(
        remedy=Remedy(
            id="export-certificates",
            title=title,
            why=why,
            confidence=confidence,
            action=action,
            command=("wheelyard", "network", "export-certificates", *named, *in_project(about.project)),
            changes=(
                "The public roots and those of this computer are written into a file of Wheelyard's own.",
                "uv trusts the certificates of that file in this project; the settings take it back.",
            ),
        )
    )


def export_with(about: AdviceContext, title: str, why: str, confidence: float) -> Advice:
    """Return the export with a file put in that only a person has, so that no button can do it by itself."""
    words = ("network", "export-certificates", "--more", "FILE", *in_project(about.project))
    return Advice(
        remedy=Remedy(id="export-with-root", title=title, why=why, confidence=confidence, command=("wheelyard", *words))
    )


def allowed(advices: Iterable[Advice], about: AdviceContext) -> Iterable[Advice]:
    """Yield the advice that policy does not refuse: what it decides nobody can choose."""
    decided = policy_locks(about.policy)
    return (each for each in advices if _KEYS.get(each.remedy.id) not in decided)


_KEYS = {
    "system-certificates": SettingKey.SYSTEM_CERTS,
    "certificate-file": SettingKey.CERTIFICATE_FILE,
    "exported-certificates": SettingKey.CERTIFICATE_FILE,
    "export-certificates": SettingKey.CERTIFICATE_FILE,
    "export-with-root": SettingKey.CERTIFICATE_FILE,
    "insecure-host": SettingKey.INSECURE_HOSTS,
}
"""The settings of advice that policy may decide."""


def server_of(report: EndpointReport) -> str:
    """Return the server's name for people: its host, with a port where that is not the usual one."""
    return report.check.host or report.endpoint.url or "the server"


def host_of(report: EndpointReport) -> str | None:
    """Return the host as settings take it; None where there is none."""
    return ascii_host_of(report.check.host) if report.check.host else None


def host_and_port_of(report: EndpointReport) -> str | None:
    """Return host and port as settings take them, the port only where it is not the usual one of https."""
    host, port = host_of(report), report.check.port
    address = address_of(report.endpoint.url)
    if host is None or ":" in host or isinstance(address, str):
        return None
    return host if port in {443, None} else f"{host}:{port}"
