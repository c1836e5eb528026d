"""Keeps secrets and names of persons and computers out of what leaves the house."""

import re
import unicodedata
from collections.abc import Callable

from core.diagnosis.request_material import RequestMaterial
from core.model.secrets import without_secrets

_SPLIT = re.compile(r"[\\/]+")
_ENDS = r"(?![^\\/\s'\"`,;:.)\]>|]|\.\w)"
"""What a folder's name ends before: not another character of a name."""

_LONG = r"(?:\\\\\?\\)?"
_NAME = r"(?:[^\\/:*?\"<>|\r\n'`]{1,64}(?=[\\/])|[^\\/:*?\"<>|\s'`,;)]{1,64})"
_WINDOWS_HOME = re.compile(
    rf"{_LONG}[A-Za-z](?::|%3A)[\\/]+(?:Users|Documents and Settings)[\\/]+"
    rf"(?!(?:Public|Default|All Users)(?:[\\/]|$)){_NAME}",
    re.IGNORECASE,
)
_POSIX_HOME = re.compile(r"(?<![\w.])/(?:mnt/)?(?:[a-zA-Z]/)?(?:home|Users)/(?!linuxbrew|Shared)[^/\s'\"`,:;)]{1,64}")
_TOKEN = re.compile(
    r"\b(?:gh[pousr]_\w{16,255}|github_pat_\w{16,255}|glpat-[\w-]{16,255}|pypi-[\w-]{32,512}|AKIA[0-9A-Z]{16}"
    r"|xox[abprs]-[\w-]{10,255}|eyJ[\w-]{8,4096}\.[\w-]{8,4096}(?:\.[\w-]{0,4096})?)"
)
_NAMED_SECRET = re.compile(
    r"(?P<name>\b[\w-]{0,64}(?:passw(?:or)?d|token|secret|api[_-]?key)[\w-]{0,64}['\"]?\s{0,4}[=:]\s{0,4})"
    r"(?P<quote>['\"]?)[^\s'\",;]{1,4096}",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}\b")
_OWNER = re.compile(r"\(process (\d{1,10}) of [^)]{1,200}\)")
_WINDOW = re.compile(r" “.{0,400}?”(?= \(process \d)")


_SEPARATOR = "%(?:20|2F|3A|40|5C)"
"""What parts words in a URL: a blank, both slashes, a colon, an at sign."""
_BEFORE = rf"(?:(?<={_SEPARATOR})|(?<![\w%$]))"
_BEHIND = r"(?!\w|%(?!20|2F|3A|40|5C))"
_NOBODY_S_NAMES = frozenset({"root", "user", "admin", "administrator", "system", "default", "public", "uv", "python"})
"""Accounts that name no person, and words without which a sentence would say nothing."""


class Privacy:
    """Rewrites texts: no secret, no name of the person or the computer, the person's folder by its variable."""

    def __init__(self, material: RequestMaterial) -> None:
        self.home = "%USERPROFILE%" if material.windows else "~"
        self._user_variable = "%USERNAME%" if material.windows else "$USER"
        self._computer_variable = "%COMPUTERNAME%" if material.windows else "$HOSTNAME"
        profile = _folder_pattern(str(material.profile) if material.profile is not None else "")
        self._homes = tuple(pattern for pattern in (profile, _WINDOWS_HOME, _POSIX_HOME) if pattern is not None)
        self._user, self._computer = _word(material.user), _word(material.computer)

    def text(self, text: str) -> str:
        """Return a text as it may leave: every one that is not a constant of this program goes through here."""
        without_people = _WINDOW.sub("", _OWNER.sub(r"(process \1)", _without_tokens(_printable(text))))
        return self._private(without_people, lambda _: self.home, self._user_variable)

    def path_for(self, path: object, account: str) -> str:
        """Return a path for an administrator's command, where ``account`` stands for the person's name."""
        return self._private(_without_tokens(_printable(str(path))), lambda home: _beside(home, account), account)

    def _private(self, text: str, home: Callable[[str], str], user: str) -> str:
        for pattern in self._homes:
            text = pattern.sub(lambda found: home(found[0]), text)
        if self._user is not None:
            text = self._user.sub(lambda _: user, text)
        if self._computer is not None:
            text = self._computer.sub(lambda _: self._computer_variable, text)
        return text


def _beside(home: str, account: str) -> str:
    """Return the folder that lies where ``home`` does and has another name."""
    return f"{home[: len(home) - len(_SPLIT.split(home)[-1])]}{account}".removeprefix("\\\\?\\")


def _without_tokens(text: str) -> str:
    text = _NAMED_SECRET.sub(r"\g<name>\g<quote>****", without_secrets(text))
    return _MAIL.sub("****", _TOKEN.sub("****", text))


def _printable(text: str) -> str:
    """Return a text on one line, without what a terminal or a mail program would act on."""
    return "".join(sign if sign.isprintable() else " " for sign in text.encode("utf-8", "replace").decode())


def _folder_pattern(folder: str) -> re.Pattern[str] | None:
    """Return a pattern of a folder in every spelling of its separators, None for the root of a volume."""
    unc = folder.startswith(("\\\\", "//"))
    parts = [part for part in _SPLIT.split(folder.removeprefix("\\\\?\\")) if part]
    if len(parts) < (3 if unc else 2) and not (folder.startswith("/") and not unc and parts):
        return None
    start = r"(?:\\\\\?\\UNC\\|[\\/]{2})" if unc else r"(?<![\w.])/" if folder.startswith("/") else r"(?<!\w)"
    return re.compile(("" if unc else _LONG) + start + r"[\\/]+".join(map(_spelled, parts)) + _ENDS, re.IGNORECASE)


def _word(name: str | None) -> re.Pattern[str] | None:
    if name is None or len(name) < 2 or name.lower() in _NOBODY_S_NAMES:
        return None
    return re.compile(rf"{_BEFORE}{_spelled(name)}{_BEHIND}", re.IGNORECASE)


def _spelled(name: str) -> str:
    """Return a pattern of a name as it is, as a URL writes it, and with its accents as signs of their own."""
    return "".join(map(_spellings, unicodedata.normalize("NFC", name)))


def _spellings(sign: str) -> str:
    apart = unicodedata.normalize("NFD", sign)
    return f"(?:{_written(sign)}|{''.join(map(_written, apart))})" if apart != sign else _written(sign)


def _written(sign: str) -> str:
    return f"(?:{re.escape(sign)}|{''.join(f'%{byte:02X}' for byte in sign.encode('utf-8', 'replace'))})"
