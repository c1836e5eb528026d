"""Words about indexes, logins and proxies: where they come from, where a login lies, what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.model.network import ExportedCertificates, KeptLogin, ListedIndex, LoginPlace, OpenLogin, ProxyView, ProxyWay
from core.model.secrets import without_secrets
from core.model.settings import OriginKind
from gui import setting_words

translate = QCoreApplication.translate

_MOST_NAMES = 200


def place_phrase(place: LoginPlace) -> str:
    """Say where a login is from, behind its user."""
    match place:
        case LoginPlace.KEYRING:
            return translate("logins", "from the keyring")
        case LoginPlace.SESSION:
            return translate("logins", "kept until Wheelyard is closed")
        case LoginPlace.URL:
            return translate("logins", "open in the address")
        case LoginPlace.VARIABLES:
            return translate("logins", "from variables")
        case LoginPlace.NETRC:
            return translate("logins", "from the netrc file")


def proxy_text(way: ProxyWay) -> str:
    """Say which proxy it is, what names it, and whose login it gets."""
    said = translate("logins", "{url}, named by {source}").format(url=without_secrets(way.url), source=way.source)
    if way.user:
        return translate("logins", "{said}; as {user}, whose login Wheelyard keeps").format(said=said, user=way.user)
    if way.has_login:
        return translate("logins", "{said}; with a login that lies open there").format(said=said)
    return said


def proxy_facts(view: ProxyView) -> tuple[tuple[str, str], ...]:
    """Return what is known of proxies as caption and value, what decides first."""
    others = [way for way in view.named if view.used is None or way.source != view.used.source]
    found = [
        (translate("logins", "uv uses"), proxy_text(view.used) if view.used else translate("logins", "no proxy")),
        (translate("logins", "Also named"), "\n".join(proxy_text(way) for way in others)),
        (translate("logins", "Reached without it"), ", ".join(view.exempt)),
        (translate("logins", "This computer's proxy"), _system_text(view)),
        (translate("logins", "Reached without that"), ", ".join(view.system_exempt)),
        (translate("logins", "Its script"), view.script or ""),
        (translate("logins", "The script's answer"), _script_text(view)),
        (
            translate("logins", "Looked for"),
            translate("logins", "by the computer itself (WPAD)") if view.looked_for else "",
        ),
    ]
    return tuple((caption, without_secrets(value)) for caption, value in found if value)


def _system_text(view: ProxyView) -> str:
    if not view.system:
        return ""
    servers = ", ".join(f"{scheme}: {server}" for scheme, server in view.system.items())
    if view.system_source is None:
        return servers
    return translate("logins", "{servers}, from {source}").format(servers=servers, source=view.system_source)


def _script_text(view: ProxyView) -> str:
    if view.script is None:
        return ""
    if view.script_answer is None:
        return translate("logins", "cannot be evaluated here; open the script to read which server it names")
    if view.script_answer.upper() == "DIRECT":
        return translate("logins", "no proxy for the first index")
    return view.script_answer


def index_name(index: ListedIndex) -> str:
    """Name an index; one without a name by its address."""
    return index.name or without_secrets(index.url)


def index_kind(index: ListedIndex) -> str:
    """Say how uv uses an index; empty where it is an ordinary one."""
    parts = [
        words
        for held, words in (
            (index.is_default, translate("logins", "Default: in place of PyPI, asked last.")),
            (index.is_explicit, translate("logins", "Explicit: only for packages that name it.")),
            (index.is_flat, translate("logins", "Flat: a page or a folder of files.")),
        )
        if held
    ]
    return " ".join(parts)


def index_origin(index: ListedIndex) -> str:
    """Say where an index is named; the one that uv brings along has no place."""
    if index.origin.kind is OriginKind.DEFAULT:
        return translate("logins", "uv asks it where nothing else is said.")
    return setting_words.origin_sentence(index.origin)


def index_login(index: ListedIndex) -> str:
    """Say which login uv is given for an index."""
    if index.user is None or index.place is None:
        return translate("logins", "No login is known.")
    return translate("logins", "Login: {user}, {place}.").format(user=index.user, place=place_phrase(index.place))


def names_text(names: Sequence[str]) -> str:
    """Write the names of packages below a headline; of very many the first ones."""
    shown = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return translate("logins", "{names} and {count} more").format(names=shown, count=more) if more > 0 else shown


def kept_title(login: KeptLogin) -> str:
    """Say whose login is kept, and for what."""
    if login.index is None:
        return translate("logins", "{user} for the proxy").format(user=login.user)
    return translate("logins", "{user} for the index {index}").format(user=login.user, index=login.index)


def kept_text(login: KeptLogin) -> str:
    """Say where a login is kept and for which address."""
    place = translate("logins", "in the keyring") if login.place is LoginPlace.KEYRING else place_phrase(login.place)
    said = f"{without_secrets(login.url)} · {place}"
    if login.works:
        return said
    return translate("logins", "{said}. The index has another address now, so uv does not get it.").format(said=said)


def open_place(login: OpenLogin) -> str:
    """Say where an open login stands, as editors write it."""
    if login.file is not None:
        return str(login.file) if login.line is None else f"{login.file}:{login.line}"
    if login.variable is not None:
        return translate("logins", "variable {name}").format(name=login.variable)
    return login.key


def open_shown(login: OpenLogin) -> str:
    """Return an open login as it is shown, with stars for its secret."""
    return without_secrets(login.shown)


def move_title(logins: Sequence[OpenLogin]) -> str:
    """Ask whether logins are to be moved."""
    if len(logins) == 1:
        return translate("logins", "Move this login into the keyring?")
    return translate("logins", "Move {count} logins into the keyring?").format(count=len(logins))


def exported_text(made: ExportedCertificates) -> str:
    """Say what was exported, and who uses it."""
    said = translate("logins", "{count} certificates were exported.").format(count=made.count)
    if not made.used_by:
        return said
    return translate("logins", "{said} Used by: {users}.").format(said=said, users=", ".join(made.used_by))


def move_points(logins: Sequence[OpenLogin]) -> tuple[str, ...]:
    """Say what moving logins into the keyring changes, one thing each."""
    places = tuple(dict.fromkeys(open_place(login) for login in logins))
    taken = translate("logins", "Taken out of: {places}.").format(places=", ".join(places))
    return (
        taken,
        translate("logins", "Kept in the keyring of this computer for you; uv gets it while it runs."),
        translate("logins", "Others who use these files need a login of their own from then on."),
        translate(
            "logins", "What lay open may have been seen, also in the history of the files: a new token is the safe way."
        ),
    )
