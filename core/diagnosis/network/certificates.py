"""Advice about certificates: whom to trust, who has to mend them, and what is left when nobody does."""

from collections.abc import Iterator
from datetime import datetime

from core.diagnosis.network.making import context_of, export, export_with, host_and_port_of, person, server_of, setting
from core.diagnosis.network.values import Advice, AdviceContext
from core.diagnosis.repairs import open_setting, request
from core.diagnosis.setting_repairs import certificate_file, insecure_host, system_certificates
from core.model.endpoint import TlsReason, TlsResult
from core.model.network import EndpointReport
from core.model.problem import Category

_OF_TLS = frozenset({Category.TLS_UNTRUSTED_ISSUER, Category.TLS_OTHER})
_UNKNOWN_ISSUER = frozenset({TlsReason.UNTRUSTED_ISSUER, TlsReason.SELF_SIGNED})
_JUDGED = _UNKNOWN_ISSUER | {
    TlsReason.EXPIRED,
    TlsReason.NOT_YET_VALID,
    TlsReason.WRONG_HOST,
    TlsReason.INCOMPLETE_CHAIN,
    TlsReason.OTHER,
}
"""Reasons of who judged a certificate: the other ones have nothing to do with trust."""
_OF_TIME = frozenset({TlsReason.EXPIRED, TlsReason.NOT_YET_VALID})
_LAST = 0.02
_ROOT = "Ask for the root certificate of the company"


def certificate_advice(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    """Yield what helps against a certificate that uv does not accept; the host without a check comes last of all."""
    refused = _refusal(report, about)
    if refused is None:
        return
    system, bundled = report.check.system, report.check.bundled
    if refused.reason is TlsReason.REFUSED:
        yield _let_through(report, about)
    elif refused.reason is TlsReason.PROTOCOL:
        yield _check_address(report, about, "What answers there speaks no TLS: https:// or the port may be wrong.", 0.6)
    elif refused.reason is TlsReason.UNREADABLE:
        yield _mend(report, about, "What it shows is no certificate; nothing that is set here makes up for it.", 0.6)
    elif _is_ok(system) or (_is_ok(bundled) and report.check.own_file is not None):
        yield from _trust_here(report, about)
    elif _told_reason(report) in _JUDGED:
        yield from _nobody_trusts(report, about)


def insecure_advice(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    """Yield the host without a check where uv does not accept a certificate and no list of roots does."""
    refused, host = _refusal(report, about), host_and_port_of(report)
    if refused is None or host is None or _told_reason(report) not in _JUDGED:
        return
    if any(map(_is_ok, (report.check.system, report.check.bundled, report.check.own_file))):
        return
    why = (
        f"Whoever is between this computer and {server_of(report)} can then read logins and change what is installed, "
        "and nobody notices. It is for the time until the certificate is mended, and only where you know why it is not."
    )
    # Nothing is tried with it: uv would send its login to whoever answers.
    yield Advice(remedy=insecure_host(context_of(about), (*about.insecure_hosts, host), why, _LAST))


def _refusal(report: EndpointReport, about: AdviceContext) -> TlsResult | None:
    """Return the verdict by which uv gets no further; None where it gets through, or not so far."""
    uv, check = report.uv, report.check
    in_force = check.own_file or (check.system if about.system_certificates else check.bundled)
    if uv is not None and uv.reaches is not None:
        if uv.reaches or uv.category not in _OF_TLS:
            return None
        seen = in_force if in_force is not None and not in_force.ok else None
        unknown = uv.category is Category.TLS_UNTRUSTED_ISSUER
        return seen or TlsResult(ok=False, reason=TlsReason.UNTRUSTED_ISSUER if unknown else TlsReason.OTHER)
    return in_force if in_force is not None and not in_force.ok else None


def _is_ok(result: TlsResult | None) -> bool:
    return result is not None and result.ok


def _told_reason(report: EndpointReport) -> TlsReason | None:
    """Return the reason that says the most: a list that knows the issuer tells what else is wrong."""
    check = report.check
    reasons = [each.reason for each in (check.own_file, check.system, check.bundled) if each is not None]
    known = [each for each in reasons if each is not None]
    if not known:
        unknown = report.uv is not None and report.uv.category is Category.TLS_UNTRUSTED_ISSUER
        return TlsReason.UNTRUSTED_ISSUER if unknown else TlsReason.OTHER
    return next((each for each in known if each is not TlsReason.UNTRUSTED_ISSUER), known[0])


def _trust_here(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    """Yield what helps where a list of this computer accepts the certificate, and the one that uv goes by does not."""
    context, host = context_of(about), server_of(report)
    product = f" {report.check.interception} is between." if report.check.interception else ""
    if report.check.own_file is not None or about.certificate_file is not None:
        yield export(
            about,
            "Join the certificate file with the certificates of this computer",
            f"The file {about.certificate_file or 'that is in force'} counts in place of every list and does not "
            f"accept {host}; this computer does.{product}",
            0.85,
            joined=True,
        )
        return
    if not about.system_certificates:
        yield setting(
            system_certificates(
                context,
                f"It was tried just now: this computer accepts the certificate of {host}, and uv's own list does not."
                f"{product}",
                0.95,
            ),
            about,
        )
    if about.exported is not None:
        why = f"The certificates that this computer trusts are in {about.exported} already."
        yield setting(certificate_file(context, why, 0.5, file=str(about.exported)), about)
    yield export(
        about,
        "Export the certificates of this computer into a file for uv",
        "A file works with every version of uv, and pip and others can read it, too.",
        0.7 if about.system_certificates else 0.4,
    )


def _nobody_trusts(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    """Yield what helps where no list accepts the certificate."""
    if report.check.own_file is None and not about.system_certificates and _told_reason(report) not in _OF_TIME:
        # It is there to be tried: uv reads the system's list by itself.
        why = "This computer did not accept the certificate either; uv may see that otherwise with the same list."
        yield setting(system_certificates(context_of(about), why, 0.15), about)
    match _told_reason(report):
        case TlsReason.EXPIRED:
            yield from _out_of_date(report, about, early=False)
        case TlsReason.NOT_YET_VALID:
            yield from _out_of_date(report, about, early=True)
        case TlsReason.WRONG_HOST:
            host = server_of(report)
            why = f"The certificate was made for another name than {host}: the address may be the one that is wrong."
            yield _check_address(report, about, why, 0.55)
            yield _mend(report, about, f"It has to show a certificate for {host}; nobody else can mend that.", 0.5)
        case TlsReason.INCOMPLETE_CHAIN:
            yield from _incomplete(report, about)
        case TlsReason.SELF_SIGNED:
            yield from _self_signed(report, about)
        case TlsReason.UNTRUSTED_ISSUER:
            yield from _unknown_issuer(report, about)
        case _:
            yield _mend(report, about, "Neither this computer nor uv accepts its certificate.", 0.5)
            yield setting(certificate_file(context_of(about), _A_FILE, 0.3), about)


_A_FILE = "With a file that holds its root certificate uv can check the server; such a file works with every uv."


def _unknown_issuer(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    context, check = context_of(about), report.check
    who = check.interception or check.issuer or "an issuer"
    between = (
        f"{check.interception} opens the connections of this network, and this computer does not know its certificate."
        if check.interception
        else f"The certificate of {server_of(report)} was issued by {who}, which neither this computer nor uv knows."
    )
    yield Advice(
        remedy=request(
            context,
            "ask-root-certificate",
            _ROOT if check.interception is None else f"Ask for the root certificate of {who}",
            f"{between} The IT department can install it or hand it out as a file.",
            0.75,
        )
    )
    yield setting(certificate_file(context, f"{between} {_A_FILE}", 0.6), about)
    if about.exported is not None and about.exported != about.certificate_file:
        why = f"{about.exported} was exported for this project and may know the issuer."
        yield setting(certificate_file(context, why, 0.65, file=str(about.exported)), about)
    yield _put_in(about, "the root certificate")


def _put_in(about: AdviceContext, what: str) -> Advice:
    """Return the export with a certificate put in: unlike a file alone it also holds what uv trusts until now."""
    why = f"Where you have {what} as a file, it joins the public ones and those of this computer: uv trusts them all."
    title = f"Export the certificates of this computer, with {what} put in"
    return export_with(about, title, why, 0.65 if about.certificate_file is not None else 0.45)


def _self_signed(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    why = (
        f"{server_of(report)} vouches for itself. A certificate of the company would be known to every computer in it."
    )
    yield _mend(report, about, why, 0.6)
    own = "The file is the server's certificate itself, from who runs it: not the one that it showed just now."
    yield setting(certificate_file(context_of(about), own, 0.5), about)
    yield _put_in(about, "that certificate")


def _incomplete(report: EndpointReport, about: AdviceContext) -> Iterator[Advice]:
    host = server_of(report)
    issuer = f" ({report.check.issuer})" if report.check.issuer else ""
    why = (
        f"{host} leaves out the certificate between its own and the root{issuer}, which it has to send along. Browsers "
        "fetch it by themselves; uv does not."
    )
    yield _mend(report, about, why, 0.7)
    between = f"A file with the certificate that {host} leaves out lets uv check it meanwhile."
    yield setting(certificate_file(context_of(about), between, 0.5), about)
    yield _put_in(about, "the certificate that is left out")


def _out_of_date(report: EndpointReport, about: AdviceContext, *, early: bool) -> Iterator[Advice]:
    """Yield who has to renew, and the clock of this computer: it is wrong where many certificates seem to be."""
    host, dates = server_of(report), _dates(report, early=early)
    many = about.others_out_of_date > 0
    said = f"The certificate of {host} is not valid yet" if early else f"The certificate of {host} has expired"
    others = f", and so it is with {about.others_out_of_date} other servers" if many else ""
    yield person(
        "set-clock",
        "Set the clock of this computer",
        f"{said}{dates}{others}. Where date or time of this computer are wrong, that is the reason.",
        (0.9 if early else 0.8) if many else (0.65 if early else 0.2),
    )
    product = report.check.interception
    whose = f"{product}, which puts its own certificate in," if product else "Who runs the server"
    yield _mend(report, about, f"{said}{dates}. {whose} has to renew it; nobody else can.", 0.4 if many else 0.6)


def _dates(report: EndpointReport, *, early: bool) -> str:
    if not report.check.chain:
        return ""
    if early:
        return f": it begins on {_day(max(each.not_before for each in report.check.chain))}"
    return f": it ended on {_day(min(each.not_after for each in report.check.chain))}"


def _day(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"


def _mend(report: EndpointReport, about: AdviceContext, why: str, confidence: float) -> Advice:
    title = f"Ask who runs {server_of(report)} to mend its certificate"
    return Advice(remedy=request(context_of(about), "ask-it", title, why, confidence))


def _let_through(report: EndpointReport, about: AdviceContext) -> Advice:
    why = (
        f"{server_of(report)} or something between ends the connection in the middle of the greeting, as filters do "
        "with hosts that they do not let through."
    )
    return Advice(remedy=request(context_of(about), "ask-it", "Ask for the host to be let through", why, 0.6))


def _check_address(report: EndpointReport, about: AdviceContext, why: str, confidence: float) -> Advice:
    file = about.project / "pyproject.toml" if about.project is not None and report.endpoint.indexes else None
    title = "Check the address of the server"
    return Advice(
        remedy=open_setting(context_of(about), file, ident="check-index", title=title, why=why, confidence=confidence)
    )
