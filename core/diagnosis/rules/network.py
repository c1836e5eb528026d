"""The way to the index: certificates, proxies, names, connections, downloads that end too early."""

import re

from core.diagnosis.os_numbers import Meaning, meaning, numbers_in
from core.diagnosis.proxy_trouble import ProxyTrouble, proxy_trouble
from core.diagnosis.remedies import advice, run_again
from core.diagnosis.repairs import request
from core.diagnosis.setting_repairs import certificate_file, longer_timeout, proxy, system_certificates
from core.diagnosis.situation import Diagnosis, Situation
from core.model.problem import Category

_ISSUER = re.compile(
    r"\bUnknownIssuer\b|\bunable to get (?:local )?issuer certificate\b|\bself[- ]signed certificate\b"
    r"|\bCERTIFICATE_VERIFY_FAILED\b|\bserver certificate verification failed\b|\bnot trusted by the trust provider\b"
    r"|\bcertificate verification failed\b"
    r"|\bos error -(?:2146762487|2146762486|2146893019)\b"
    r"|\bInvalidCertificate\(UnknownIssuer\)"
    r"|\b(?:SEC_E_UNTRUSTED_ROOT|CERT_E_UNTRUSTEDROOT|CERT_E_CHAINING)\b"
    r"|\b0[xX](?:80090325|800[bB]0109|800[bB]010[aA])\b"
)
_TLS = re.compile(
    r"\binvalid peer certificate\b|\bInvalidCertificate\b|\breceived fatal alert\b|\b(?:certificate"
    r"|cert) (?:has )?(?:expired|not valid)"
    r"|\bHandshakeFailure\b|\bTLS (?:handshake|error)|\btls handshake\b|\bpeer sent no certificates\b"
    r"|\bInvalidContentType\b|\bCorruptMessage\b"
    r"|\bNo valid certificates found\b|\bread certificate file\b|\bcheck revocation\b"
    r"|\bSSL(?:Error|: )|\bpeer is incompatible\b|\bpeer misbehaved\b|\bcurl: \((?:35|58|59|77|83)\)",
    re.IGNORECASE,
)
_PROXY = re.compile(
    r"\btunnel error\b|\binvalid proxy URL\b|\bHTTP code 407\b|\bProxy CONNECT aborted\b|\bresolve proxy\b"
    r"|\bproxy (?:authori[sz]ation|authentication)\b|\b407 Proxy\b|\(407\b|\bproxy connect\b"
    r"|\bUnable to connect to proxy\b"
    r"|\btunneling HTTPS over proxy\b|\bsocks (?:connect|error)\b|\b(?:unsuccessful|invalid) tunnel\b"
    r"|\bCONNECT tunnel failed\b|\bfrom proxy after CONNECT\b|\bcurl: \((?:5|97)\)",
    re.IGNORECASE,
)
_PROXY_VARIABLE = re.compile(r"\b(?:ALL|HTTPS?)_PROXY=(?![\"']{2}(?:\s|$))\S", re.IGNORECASE)
"""A proxy that a command sets; an empty one turns it off."""
_CONNECTION = re.compile(
    r"\berror sending request\b|\bdns error\b|\bfailed to lookup address\b|\bconnection (?:refused|reset|closed)\b"
    r"|\btimed? ?out\b|\btimeout\b|\bnetwork (?:timeout|is unreachable)\b|\berror decoding response body\b"
    r"|\brequest or response body error\b|\bunexpected BufError\b|\bend of central directory\b"
    r"|\bunexpected (?:end of file|eof)\b"
    r"|\bare you offline\b|\bpeer closed connection\b|\bdeadline has elapsed\b|\bbefore message length reached\b"
    r"|\b(?:from|to) connection\b"
    r"|\bclient error \((?:Connect|SendRequest)\)|\bincomplete message\b|\bconnection error\b"
    r"|\bHTTP status server error \(50[234]\b",
    re.IGNORECASE,
)
_DOWNLOADS = re.compile(
    r"\b(?:download|fetch|url|http|request|unzip|extract|wheel|distribution|connect)\w*\b", re.IGNORECASE
)
_OFFLINE = re.compile(r"\bnetwork was disabled\b|\bnetwork connectivity is disabled\b", re.IGNORECASE)
_DATA = re.compile(r"\bat line \d{1,9} column \d{1,9}\b")
"""An answer that arrived whole, and could not be read."""
_ENDS_HERE = re.compile(
    r"^(?:Failed to install \S{1,200}: )?Failed to (?:(?:extract archive|unzip wheel): [^\s`\\/]{1,300}\.(?:whl|zip"
    r"|tar\.\w{2,4}|tgz)"
    r"|(?:download|fetch):? `?https?://\S{1,2000})`?$"
    r"|^I/O operation failed during extraction$|\bRequest failed after \d{1,4} retr(?:y|ies)(?: in [\d.]+m?s)?$"
)
"""A download or an archive on its way from a server, without a word about the reason: the stream ended."""
_FETCHER = re.compile(r"curl: \((\d{1,3})\) ")
"""What the program says with which uv's own installer downloads, one line before the installer's."""
_INSTALLER = re.compile(r"^failed to download https?://")
_FETCHER_WROTE = "23"
"""curl's number for a file that it could not write: no fault of the network."""
_GIT = re.compile(r"\bGit operation failed\b")
_GIT_NETWORK = re.compile(
    r"\bCould not resolve host(?:name)?\b|\bFailed to connect to\b"
    r"|\b(?:Connection|Operation) (?:timed out|refused|reset)\b"
    r"|\bRecv failure\b|\bNetwork is unreachable\b|\bNo route to host\b"
    r"|\bearly EOF\b|\bunexpected disconnect\b",
    re.IGNORECASE,
)
_LOG_LINES = 20


def examine_issuer(situation: Situation) -> Diagnosis | None:
    """Recognise a certificate whose issuer uv does not trust."""
    if _ISSUER.search(_all_text(situation)) is None:
        return None
    return Diagnosis(
        category=Category.TLS_UNTRUSTED_ISSUER,
        title="uv does not trust the certificate of the server",
        explanation=(
            f"The connection to {_host(situation)} shows a certificate whose issuer uv does not know. On company "
            "networks that is as a rule the company's own proxy, which opens and re-encrypts connections: the computer "
            "mostly trusts it, and uv's built-in list does not. Running it again does not help."
        ),
        remedies=(
            system_certificates(
                situation.context,
                "The company's root certificate is as a rule installed on this computer, and uv then trusts it, too.",
                0.85,
            ),
            certificate_file(
                situation.context, "A file with the company's root certificate works with every version of uv.", 0.45
            ),
            request(
                situation.context,
                "ask-root-certificate",
                "Ask for the root certificate of the proxy",
                "Where this computer does not know it either, only the IT department can install it or hand it out.",
                0.3,
            ),
        ),
    )


def examine_tls(situation: Situation) -> Diagnosis | None:
    """Recognise trouble with encryption that is not trust."""
    text = f"{situation.chain_text}\n{_fetcher(situation)}"
    if _GIT.search(text) is not None:
        text = f"{text}\n{situation.quoted_text}"
    if situation.failure is None or _TLS.search(text) is None:
        return None
    return Diagnosis(
        category=Category.TLS_OTHER,
        title="The encrypted connection could not be set up",
        explanation=(
            f"The server at {_host(situation)}, or a program between, and uv did not agree on encryption: the "
            "certificate "
            "may be expired, made for another name or malformed, or the other side may not speak TLS at all. "
            "Running it "
            "again rarely helps."
        ),
        remedies=(
            system_certificates(
                situation.context, "The certificate is then checked against what this computer trusts.", 0.4
            ),
            request(
                situation.context,
                "ask-it",
                "Ask who runs the server or the proxy",
                "A certificate that is expired or made for another name can only be mended there.",
                0.4,
            ),
        ),
    )


def examine_proxy(situation: Situation) -> Diagnosis | None:
    """Recognise a proxy that refuses, filters, or is asked in vain."""
    refused = _PROXY.search(f"{situation.chain_text}\n{_fetcher(situation)}") is not None
    if _GIT.search(situation.chain_text) is not None:
        refused = refused or _PROXY.search(situation.quoted_text) is not None
    if situation.failure is None:
        logged = "\n".join(situation.reading.log[-_LOG_LINES:])
        refused = _PROXY.search(logged) is not None and situation.reading.last_progress < 0
    else:
        asked = "\n".join(situation.reading.last)
        headed = situation.texts[:2]
        refused = refused or (
            _PROXY_VARIABLE.search(asked) is not None
            and any(_DOWNLOADS.search(text) for text in headed)
            and situation.facts.operation is None
        )
    if not refused:
        return None
    if proxy_trouble(f"{situation.chain_text}\n{_fetcher(situation)}") is ProxyTrouble.NOT_REACHED:
        return _proxy_not_reached(situation)
    return Diagnosis(
        category=Category.PROXY,
        title="The proxy did not let uv through",
        explanation=(
            f"uv reached a proxy on the way to {_host(situation)}, and that refused the connection or wants a name "
            "and a "
            "password. From version 0.7.10 on uv does not use the proxy that is set in Windows, only the variables "
            "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY. Running it again does not help."
        ),
        remedies=(
            proxy(
                situation.context,
                "uv goes only through the proxy that it is told of; what is set in Windows it does not read.",
                0.7,
            ),
            request(
                situation.context,
                "ask-it",
                "Ask for the hosts to be allowed",
                "Where the proxy filters, only the IT department can let uv through.",
                0.4,
            ),
        ),
    )


def _proxy_not_reached(situation: Situation) -> Diagnosis:
    return Diagnosis(
        category=Category.PROXY,
        title="uv did not reach the proxy",
        explanation=(
            f"A variable or a settings file tells uv to go to {_host(situation)} through a proxy, and no proxy "
            "answered there: its address is wrong, or it belongs to another network than this computer is in now. "
            "Running it again helps only where the network changes."
        ),
        remedies=(
            proxy(situation.context, "Name the proxy that this network has.", 0.7),
            request(
                situation.context,
                "ask-it",
                "Ask which proxy this network has",
                "Which proxy this network has, and which hosts are reached without it, the IT department knows.",
                0.4,
            ),
        ),
    )


def examine_unreachable(situation: Situation) -> Diagnosis | None:
    """Recognise a server that was not reached, or a download that was cut off."""
    if situation.failure is None:
        return None
    text = situation.chain_text
    by_number = any(meaning(number, windows=number > 1000) is Meaning.UNREACHABLE for number in numbers_in(text))
    by_words = any(_CONNECTION.search(each) for each in situation.texts[-3:]) and _DOWNLOADS.search(text) is not None
    by_end = situation.facts.os_error is None and _ENDS_HERE.search(situation.innermost) is not None
    fetcher = _FETCHER.match(_fetcher(situation))
    by_fetcher = fetcher is not None and fetcher[1] != _FETCHER_WROTE
    by_git = _GIT.search(text) is not None and _GIT_NETWORK.search(situation.quoted_text) is not None
    if _DATA.search(situation.innermost) is not None:
        return None
    if _OFFLINE.search(text) is not None:
        return _told_to_stay_offline(situation)
    if not (by_words or by_end or by_git or by_fetcher or (by_number and _DOWNLOADS.search(text))):
        return None
    return Diagnosis(
        category=Category.NETWORK_UNREACHABLE,
        title="The network did not deliver",
        explanation=(
            f"uv could not reach {_host(situation)}, or the download of {situation.subject} was cut off. A name "
            "that is not "
            "known inside the company, a firewall, or a slow connection are the usual reasons. A download that was cut "
            "off can look like a damaged archive. Running it again helps when the connection was only slow."
        ),
        remedies=(
            run_again(situation.context, "What was downloaded so far is kept.", 0.5),
            longer_timeout(situation.context, "It suits slow networks and scanners that hold a download back.", 0.4),
        ),
    )


def _told_to_stay_offline(situation: Situation) -> Diagnosis:
    return Diagnosis(
        category=Category.NETWORK_UNREACHABLE,
        title="uv was told to stay offline, and its cache lacks what it needs",
        explanation=(
            "With --offline, UV_OFFLINE or `offline = true` in a settings file uv asks no server and takes everything "
            f"from its cache, and {situation.subject} is not in it. Running it again does not help."
        ),
        remedies=(
            advice(
                "go-online",
                "Let uv use the network once",
                "What it fetches then stays in the cache for the runs without a network.",
                0.8,
            ),
        ),
    )


def _all_text(situation: Situation) -> str:
    parts = [situation.chain_text, situation.quoted_text, _fetcher(situation)]
    if situation.failure is None:
        parts.append("\n".join(situation.unfinished[-_LOG_LINES:]))
    return "\n".join(parts)


def _fetcher(situation: Situation) -> str:
    """Return what the installer's program for downloads said, where the failure is that of uv's own installer."""
    if _INSTALLER.match(situation.innermost) is None:
        return ""
    lines = situation.reading.last
    at = next((index for index, line in enumerate(lines) if _INSTALLER.match(line.strip()) is not None), 0)
    return lines[at - 1].strip() if at and _FETCHER.match(lines[at - 1].strip()) is not None else ""


def _host(situation: Situation) -> str:
    url = situation.facts.url
    return url.partition("://")[2].partition("/")[0] if url else "the server"
