"""What a login in a URL is for, and why it cannot be moved into the keyring where it cannot."""

from enum import StrEnum

from core.model.settings import OriginKind
from core.network.address import address_of
from core.settings.toml_strings import TextPath
from core.settings.url_logins import UrlLogin


class LoginUse(StrEnum):
    """What uv uses an address for."""

    INDEX = "index"
    OLD_INDEX = "old-index"
    """An index under one of the older keys and variables, which give it no name."""
    LINKS = "links"
    PROXY = "proxy"
    PUBLISH = "publish"
    DIRECT = "direct"
    """One file or repository, as a dependency or a source."""
    OTHER = "other"


_KEYS = {
    "index-url": LoginUse.OLD_INDEX,
    "extra-index-url": LoginUse.OLD_INDEX,
    "find-links": LoginUse.LINKS,
    "http-proxy": LoginUse.PROXY,
    "https-proxy": LoginUse.PROXY,
    "publish-url": LoginUse.PUBLISH,
    "check-url": LoginUse.PUBLISH,
}
_DEPENDENCIES = ("sources", "dev-dependencies", "constraint-dependencies", "override-dependencies")
_TABLES = ("project", "dependency-groups", "build-system")

_REASONS = {
    LoginUse.OLD_INDEX: "uv is handed logins by the name of an index, and this one has none: write it as "
    '[[tool.uv.index]] with a name and this URL, then move it; "default = true" is what index-url means.',
    LoginUse.LINKS: "uv is handed logins by the name of an index: write the page as [[tool.uv.index]] with a name, "
    'this URL and format = "flat", then move it.',
    LoginUse.PROXY: "uv passes over every variable as long as a file of its settings names a proxy, so that no login "
    "could be handed to it. Take this key out, choose the proxy without a login for the project, and store the login "
    "of the proxy.",
    LoginUse.PUBLISH: "uv takes a login for publishing from UV_PUBLISH_USERNAME and UV_PUBLISH_PASSWORD: take it out "
    "here and set them where you publish.",
    LoginUse.DIRECT: "uv is handed logins by the name of an index, and this is the address of one file or repository. "
    "An index with a name on the same server, whose login is kept, serves this address, too: then take the login out "
    "here and in uv.lock. For git, its own credential helper keeps one.",
    LoginUse.OTHER: "uv is handed logins by the name of an index, and this address belongs to none: take it out here, "
    "and give it in a netrc file, or as the server's owner says.",
}
NO_ADDRESS = (
    "uv cannot read the address: in a user name or password, / must be written as %2F, ? as %3F, # as %23 and @ as %40."
)
NAME_ALONE = (
    "A user name stands alone, which may itself be the token. Take it out here and keep the login of the index anew: "
    "Wheelyard asks for a user name, which it shows, and for the token, which it does not."
)
NO_USER = (
    "There is no user name, and uv is handed a name and a password. Take it out here and keep the login of the index "
    "anew, with the user name that the server's owner names for tokens."
)
NO_TEXT = "It holds characters that no variable of uv can hold."
SEVERAL_ADDRESSES = "The name of its index leads to several addresses, and uv would hand the login to each of them."
NO_NAME = "uv is handed logins by the name of an index, and this one has none: give it a name first."
IN_LOCK = (
    "uv wrote it into the lock from the address of a dependency or a source, and `uv lock` alone keeps it. Take it out "
    "of pyproject.toml first, then of the lock, in an editor; `uv lock --check` tells that both agree."
)
OF_COMPUTER = "The file belongs to the computer, for all its users: its administrator can take the login out."
IN_PROFILE = (
    "It is one of your own variables of this project: write it there once more, and its value goes to the keyring."
)


def use_of(path: TextPath, below: tuple[str, ...]) -> LoginUse | None:
    """Return what uv uses a text of a file for, None for one that it does not look at.

    ``below`` is where the file has uv's own table: empty in a ``uv.toml``.
    """
    if not below or path[: len(below)] == below:
        return _of_uv(path[len(below) :])
    return LoginUse.DIRECT if path[0] in _TABLES and path[1:2] != ("urls",) and path[-1] != "description" else None


def reason_of(use: LoginUse, kind: OriginKind) -> str | None:
    """Return why no login of this kind and source can be moved, None where it depends on the login itself."""
    if kind is OriginKind.SYSTEM:
        return OF_COMPUTER
    return _REASONS.get(use)


def of_login(login: UrlLogin, url: str) -> str | None:
    """Return what is in the way in the login of an index itself, None where nothing is; ``url`` is without it."""
    user, password = login.user.text, login.password.text if login.password is not None else ""
    cases = (
        (not login.sound or isinstance(address_of(url), str), NO_ADDRESS),
        (not password, NAME_ALONE),
        (not user, NO_USER),
        (not f"{user}{password}".isprintable(), NO_TEXT),
    )
    return next((reason for is_so, reason in cases if is_so), None)


def of_variable(name: str, kind: OriginKind) -> str:
    """Return why the login of a variable cannot be moved, and where it can be taken out."""
    if kind is OriginKind.PROFILE:
        return IN_PROFILE
    return (
        f"The variable {name} comes from outside Wheelyard: take it out where it is set (on Windows in the settings "
        '"Edit environment variables for your account", else in the files of your shell or by your administrator), '
        "and keep the login here."
    )


def _of_uv(path: TextPath) -> LoginUse:
    first = path[0] if path else None
    if first == "pip":
        # `uv pip` has its own table, whose indexes have no names.
        return _KEYS.get(str(path[1]), LoginUse.OTHER) if len(path) > 1 else LoginUse.OTHER
    if first == "index":
        return LoginUse.INDEX if path[-1] == "url" else LoginUse.PUBLISH
    if first in _DEPENDENCIES:
        return LoginUse.DIRECT
    return _KEYS.get(str(first), LoginUse.OTHER)
