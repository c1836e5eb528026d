"""Remedies that choose a setting for one person and one project; each says what it changes, and runs again after it."""

from core.diagnosis.context import FailureContext
from core.diagnosis.remedies import in_project, submittable
from core.model.commands import AnyRepair, ChooseSetting
from core.model.problem import Remedy
from core.model.setting_keys import SettingKey

_PROFILE = "It is kept in Wheelyard's profile of this project, for you alone; the project's files stay as they are."


def system_certificates(context: FailureContext, why: str, confidence: float) -> Remedy:
    """Return the remedy that lets uv trust what this computer trusts."""
    return _setting(
        context,
        SettingKey.SYSTEM_CERTS,
        "true",
        ident="system-certificates",
        title="Use the certificates of the system",
        why=why,
        confidence=confidence,
        changes=("uv trusts the certificates that this computer trusts, in this project.", _PROFILE),
    )


def certificate_file(context: FailureContext, why: str, confidence: float, *, file: str | None = None) -> Remedy:
    """Return the remedy that names a file with the company's root certificate; ``file`` is one that is there."""
    return _setting(
        context,
        SettingKey.CERTIFICATE_FILE,
        file,
        ident="certificate-file" if file is None else "exported-certificates",
        title="Name a certificate file" if file is None else "Use the exported certificates",
        why=why,
        confidence=confidence,
        changes=(
            f"uv trusts the certificates of {file or 'that file'} instead of its own list, in this project.",
            _PROFILE,
        ),
        placeholder="FILE.pem",
    )


def proxy(
    context: FailureContext, why: str, confidence: float, *, url: str | None = None, found: str | None = None
) -> Remedy:
    """Return the remedy that sets the proxy; ``url`` is one that was found, ``found`` says where."""
    named = f" {url}" if url is not None else ""
    return _setting(
        context,
        SettingKey.PROXY,
        url,
        ident="proxy-settings",
        title=f"Use the proxy{named} of {found}" if url is not None and found else "Set the proxy for this project",
        why=why,
        confidence=confidence,
        changes=(f"uv goes through the proxy{named} in this project.", _PROFILE),
        placeholder="http://HOST:PORT",
    )


def without_proxy(context: FailureContext, hosts: tuple[str, ...], why: str, confidence: float) -> Remedy:
    """Return the remedy that has uv reach the last of ``hosts`` directly; the others are so already."""
    return _setting(
        context,
        SettingKey.NO_PROXY,
        ", ".join(dict.fromkeys(hosts)),
        ident="without-proxy",
        title=f"Reach {hosts[-1]} without the proxy",
        why=why,
        confidence=confidence,
        changes=(f"uv goes to {hosts[-1]} without a proxy in this project.", _PROFILE),
    )


def insecure_host(context: FailureContext, hosts: tuple[str, ...], why: str, confidence: float) -> Remedy:
    """Return the remedy that has uv not check the certificate of the last of ``hosts``: the last thing to try."""
    return _setting(
        context,
        SettingKey.INSECURE_HOSTS,
        ", ".join(dict.fromkeys(hosts)),
        ident="insecure-host",
        title=f"Do not check the certificate of {hosts[-1]}",
        why=why,
        confidence=confidence,
        changes=(
            f"uv talks to {hosts[-1]} whatever certificate it shows.",
            "Anybody between can then read logins and change what is installed.",
            _PROFILE,
        ),
    )


def go_online(context: FailureContext, why: str, confidence: float) -> Remedy:
    """Return the remedy that lets uv ask servers again."""
    return _setting(
        context,
        SettingKey.OFFLINE,
        "false",
        ident="go-online",
        title="Let uv use the network",
        why=why,
        confidence=confidence,
        changes=("uv asks servers for what it needs, in this project.", _PROFILE),
    )


def link_mode_copy(context: FailureContext, why: str, confidence: float) -> Remedy:
    """Return the remedy that has uv copy files into the environment."""
    return _setting(
        context,
        SettingKey.LINK_MODE,
        "copy",
        ident="link-mode-copy",
        title="Copy instead of linking",
        why=why,
        confidence=confidence,
        changes=("uv copies files from the cache into the environment: slower, and with more room taken.", _PROFILE),
    )


def longer_timeout(context: FailureContext, why: str, confidence: float) -> Remedy:
    """Return the remedy that gives slow servers five minutes."""
    return _setting(
        context,
        SettingKey.HTTP_TIMEOUT,
        "300",
        ident="timeout",
        title="Give downloads more time",
        why=why,
        confidence=confidence,
        changes=("uv waits up to 300 seconds for a server that sends nothing, in this project.", _PROFILE),
    )


def choose_python(
    context: FailureContext, why: str, confidence: float, *, python: str | None = None, words: str | None = None
) -> Remedy:
    """Return the remedy that names the Python to use; ``python`` is one that was found, ``words`` its version."""
    return _setting(
        context,
        SettingKey.PYTHON,
        python,
        ident="choose-python",
        title="Use another Python" if python is None else f"Use {words or python}",
        why=why,
        confidence=confidence,
        changes=(f"uv uses {python or 'the Python that you choose'} in this project.", _PROFILE),
        placeholder="3.12",
    )


def own_uv(context: FailureContext, confidence: float) -> Remedy | None:
    """Return the remedy that uses the uv that Wheelyard brings; None where that is what ran."""
    if not context.foreign_uv:
        return None
    return _setting(
        context,
        SettingKey.UV,
        "wheelyard",
        ident="own-uv",
        title="Use the uv that Wheelyard brings",
        why="The uv that ran is another one; a defect of it may be mended in the one that Wheelyard brings.",
        confidence=confidence,
        changes=("In this project the uv that WHEELYARD_UV names is passed over.", _PROFILE),
    )


def _setting(
    context: FailureContext,
    key: SettingKey,
    value: str | None,
    *,
    ident: str,
    title: str,
    why: str,
    confidence: float,
    changes: tuple[str, ...],
    placeholder: str = "VALUE",
) -> Remedy:
    action: AnyRepair | None = None
    if context.project is not None:
        action = ChooseSetting(project=context.project, key=key, value=value, then=submittable(context.command))
    words = ("settings", "set", key.value, value or placeholder, "--scope", "profile")
    return Remedy(
        id=ident,
        title=title,
        why=why,
        confidence=confidence,
        action=action,
        command=("wheelyard", *words, *in_project(context.project)),
        changes=changes,
    )
