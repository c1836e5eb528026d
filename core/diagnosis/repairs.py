"""Remedies that change a program, a folder or a login; each says what it changes, and runs the command again."""

from pathlib import Path

from core.diagnosis.context import FailureContext
from core.diagnosis.remedies import in_project, submittable
from core.diagnosis.setting_repairs import own_uv
from core.model.commands import (
    CleanCache,
    EndProgram,
    InstallPython,
    OpenSetting,
    PrepareRequest,
    PruneCache,
    RecreateEnvironment,
    StoreCredential,
    StoreProxyLogin,
)
from core.model.problem import Remedy
from core.model.programs import RunningProgram

_REFUSED = "The one that is kept was handed over and not accepted: it is wrong, or its token has expired."


def update_uv(context: FailureContext, confidence: float) -> Remedy:
    """Return the remedy against a defect of one version of uv: another version of it."""
    own = own_uv(context, confidence)
    if own is not None:
        return own
    if context.project is None:
        title, why = "Update uv", "A newer version may not have the defect, if it is one; `uv self update` brings it."
    else:
        title = "Update Wheelyard"
        why = "The uv that ran is the one that Wheelyard brings, and a newer Wheelyard brings a newer one."
    return Remedy(id="update-uv", title=title, why=why, confidence=confidence)


def store_credential(context: FailureContext, url: str | None, why: str, confidence: float) -> Remedy:
    """Return the remedy that keeps a credential of the index that has ``url``, or of the one that it most likely is."""
    index = _index_of(context, url)
    if context.project is not None and index is not None and "://" in index:
        return _name_index(context, context.project, index, confidence)
    action = None
    if context.project is not None and index is not None:
        action = StoreCredential(project=context.project, index=index, then=submittable(context.command))
    return Remedy(
        id="credential",
        title=f"Store a credential for {index}" if index is not None else "Store a credential for this index",
        why=why,
        confidence=confidence,
        action=action,
        command=("wheelyard", "credentials", "set", index or "INDEX", *in_project(context.project)),
        changes=_LOGIN_CHANGES,
    )


def renew_credential(
    context: FailureContext, index: str, user: str | None, confidence: float, why: str = _REFUSED
) -> Remedy:
    """Return the remedy that asks anew for the login of ``index``, whose server did not take the one that is kept."""
    action = None
    if context.project is not None:
        action = StoreCredential(
            project=context.project, index=index, user=user, refused=True, then=submittable(context.command)
        )
    return Remedy(
        id="credential",
        title=f"Renew the login of {index}",
        why=why,
        confidence=confidence,
        action=action,
        command=("wheelyard", "credentials", "set", index, *in_project(context.project)),
        changes=_LOGIN_CHANGES,
    )


def proxy_login(context: FailureContext, url: str, user: str | None, confidence: float) -> Remedy:
    """Return the remedy that asks for the login of the proxy; ``user`` is the name of one that it did not take."""
    action = None
    if context.project is not None:
        action = StoreProxyLogin(
            project=context.project, url=url, user=user, refused=user is not None, then=submittable(context.command)
        )
    asks = f"The proxy {url} asks for a user name and a password (407)"
    return Remedy(
        id="proxy-login",
        title=f"Renew the login of the proxy {url}" if user is not None else f"Store the login of the proxy {url}",
        why=f"{asks} and did not take those that it was given." if user is not None else f"{asks}.",
        confidence=confidence,
        action=action,
        command=("wheelyard", "credentials", "set", "--proxy", *in_project(context.project)),
        changes=(
            "The password goes to the system's keyring, and from there to uv alone while it runs.",
            "The address of the proxy and the user name are kept in Wheelyard's profile of this project.",
        ),
    )


_LOGIN_CHANGES = (
    "The secret goes to the system's keyring, and from there to uv alone while it runs.",
    "The name of the index and the user name are kept in Wheelyard's profile of this project.",
)


def _name_index(context: FailureContext, project: Path, url: str, confidence: float) -> Remedy:
    return open_setting(
        context,
        project / "pyproject.toml",
        ident="name-index",
        title="Give the index a name, then store its login",
        why=f"uv takes a login by the name of the index, and {url} has none: it needs `name = ` beside its `url = ` in "
        "[[tool.uv.index]].",
        confidence=confidence,
    )


def end_program(context: FailureContext, program: RunningProgram, why: str, confidence: float) -> Remedy:
    """Return the remedy that ends a program which holds a file."""
    action = None
    if context.project is not None:
        action = EndProgram(project=context.project, program=program, then=submittable(context.command))
    return Remedy(
        id=f"end-program-{program.process}",
        title=f"End {program.words()}",
        why=why,
        confidence=confidence,
        action=action,
        command=_repair(context, f"end-program-{program.process}"),
        changes=("The program is asked to end and ended if it does not; what it has not saved is lost.",),
    )


def recreate_environment(context: FailureContext, why: str, confidence: float) -> Remedy:
    """Return the remedy that makes the environment anew."""
    action = None
    if context.project is not None:
        action = RecreateEnvironment(project=context.project, then=submittable(context.command))
    where = f" {context.environment}" if context.environment is not None else ""
    return Remedy(
        id="recreate-environment",
        title="Make the environment anew",
        why=why,
        confidence=confidence,
        action=action,
        command=_repair(context, "recreate-environment"),
        changes=(
            f"The folder{where} is renamed, and the next sync makes it anew from the lock file.",
            "What was installed by hand is not in the new one; the old folder is removed once that sync has succeeded.",
        ),
    )


def clean_entry(context: FailureContext, package: str | None, why: str, confidence: float) -> Remedy:
    """Return the remedy that lets uv remove one package from the cache."""
    action = None
    if context.project is not None and package is not None:
        action = CleanCache(project=context.project, packages=(package,), then=submittable(context.command))
    return Remedy(
        id="clean-entry",
        title=f"Clean {package or 'the package'} from the cache",
        why=why,
        confidence=confidence,
        action=action,
        command=("wheelyard", "clean", package or "PKG", *in_project(context.project)),
        changes=(f"uv removes {package or 'the package'} from its cache; the next run fetches or unpacks it anew.",),
    )


def prune(context: FailureContext, why: str, confidence: float) -> Remedy:
    """Return the remedy that lets uv remove what nothing uses from its cache."""
    action = None
    if context.project is not None:
        action = PruneCache(project=context.project, then=submittable(context.command))
    return Remedy(
        id="prune",
        title="Free some room in the cache",
        why=why,
        confidence=confidence,
        action=action,
        command=("wheelyard", "prune", *in_project(context.project)),
        changes=("uv removes from its cache what no package refers to any more; environments stay as they are.",),
    )


def install_python(context: FailureContext, request: str | None, why: str, confidence: float) -> Remedy:
    """Return the remedy that lets uv install a Python."""
    action = None
    if context.project is not None:
        action = InstallPython(project=context.project, request=request, then=submittable(context.command))
    return Remedy(
        id="install-python",
        title=f"Install Python {request}" if request else "Install a Python that fits",
        why=why,
        confidence=confidence,
        action=action,
        command=_repair(context, "install-python"),
        changes=(
            "uv downloads a Python into its own folder, without an administrator; nothing else here uses it.",
            "This project is allowed to use it, by Wheelyard's profile.",
        ),
    )


def open_setting(
    context: FailureContext,
    file: Path | None,
    *,
    title: str,
    why: str,
    confidence: float,
    ident: str = "fix-setting",
    line: int | None = None,
    column: int | None = None,
) -> Remedy:
    """Return the remedy that opens a file at the place that is wrong; a file that is not named only gives advice."""
    action = None
    if context.project is not None and file is not None:
        action = OpenSetting(project=context.project, file=file, line=line, column=column)
    return Remedy(
        id=ident,
        title=title,
        why=why,
        confidence=confidence,
        action=action,
        command=_repair(context, ident) if action is not None else (),
        changes=("The file opens in your editor; you change it.",) if action is not None else (),
    )


def request(context: FailureContext, ident: str, title: str, why: str, confidence: float) -> Remedy:
    """Return the remedy that writes the request to the IT department: what needs an administrator."""
    return Remedy(
        id=ident,
        title=title,
        why=why,
        confidence=confidence,
        action=PrepareRequest(project=context.project) if context.project is not None else None,
        command=("wheelyard", "request", *in_project(context.project)),
        changes=("A page with what was measured is written, for you to read and send; nothing is changed.",),
    )


def _repair(context: FailureContext, ident: str) -> tuple[str, ...]:
    """Return the words that do a remedy of a project's last problem; a transcript of somewhere else has none here."""
    if context.project is None:
        return ()
    return ("wheelyard", "repair", ident, *in_project(context.project))


def _index_of(context: FailureContext, url: str | None) -> str | None:
    """Return the name of the index that ``url`` belongs to: the one with the longest common beginning on one host."""
    if url is None:
        return context.indexes[0][0] if len(context.indexes) == 1 else None
    host = _host(url)
    on_host = [(name, known) for name, known in context.indexes if _host(known) == host]
    if not on_host:
        return url if "://" in url else None
    return max(on_host, key=lambda index: _common(index[1], url))[0]


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2].lower()


def _common(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
