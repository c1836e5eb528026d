"""The value that a person wrote for a file, where stars may stand for secrets that the file holds already."""

from typing import cast

from msgspec.structs import replace

from core.model.project import InputError
from core.model.secrets import STARS, without_secrets
from core.model.setting_values import IndexEntry, SettingValue
from core.settings.bad_value import BadValueError
from core.settings.declared.declaration import Declaration
from core.settings.kinds import Form

_STANDS_FOR = "https://kept-as-it-is-{}.invalid/"


def masked(value: SettingValue) -> SettingValue:
    """Return a value with stars for the secrets in it."""
    if isinstance(value, str):
        return without_secrets(value)
    if isinstance(value, tuple):
        return tuple(_masked_item(item) for item in value)  # type: ignore[return-value] # items keep their kind
    return value


def chosen_value(declaration: Declaration, text: str, old: SettingValue | None) -> SettingValue:
    """Return the value that ``text`` means; where it shows stars for a secret of ``old``, that stays as it is.

    Raises InputError for what the setting cannot be, and for stars that stand for nothing.
    """
    kind = declaration.kind
    if old is not None and text.strip() == kind.text(masked(old)).strip():
        return old
    secret = _secret_items(old)
    try:
        if declaration.kind.form is Form.INDEXES:
            value = _with_urls(kind.parse(_standing(text, secret)), secret)
        elif secret and isinstance(old, tuple):
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            value = tuple(secret[line] if line in secret else _single(declaration, line) for line in lines)
        else:
            value = kind.parse(text)
    except BadValueError as error:
        key = declaration.key.value
        sentence = f"{key} cannot be set: {_shown_again(str(error), secret)}"
        raise InputError(sentence, f"It is {kind.what}.", subject=key) from None
    known = _texts(old)
    if any(STARS in each and each not in known for each in _texts(value)):
        raise InputError(
            f"{declaration.key.value} cannot be set: the stars in it stand for a secret that nobody knows here.",
            "Write the value without them; a login belongs into the keyring (`wheelyard credentials set`).",
            subject=declaration.key.value,
        )
    return value


def _masked_item(item: str | IndexEntry) -> str | IndexEntry:
    return replace(item, url=without_secrets(item.url)) if isinstance(item, IndexEntry) else without_secrets(item)


def _secret_items(old: SettingValue | None) -> dict[str, str]:
    """Return what is shown with stars and what it stands for."""
    return {without_secrets(text): text for text in _texts(old) if without_secrets(text) != text}


def _standing(text: str, secret: dict[str, str]) -> str:
    for number, shown in enumerate(secret):
        text = text.replace(shown, _STANDS_FOR.format(number))
    return text


def _with_urls(value: SettingValue, secret: dict[str, str]) -> SettingValue:
    kept = {_STANDS_FOR.format(number): text for number, text in enumerate(secret.values())}
    entries = cast("tuple[IndexEntry, ...]", value)
    return tuple(replace(entry, url=kept.get(entry.url, entry.url)) for entry in entries)


def _single(declaration: Declaration, line: str) -> str:
    parsed = declaration.kind.parse(line)
    return parsed[0] if isinstance(parsed, tuple) and isinstance(parsed[0], str) else line


def _texts(value: SettingValue | None) -> list[str]:
    items = value if isinstance(value, tuple) else (value,)
    texts = [item.url if isinstance(item, IndexEntry) else item for item in items]
    return [text for text in texts if isinstance(text, str)]


def _shown_again(sentence: str, secret: dict[str, str]) -> str:
    for number, shown in enumerate(secret):
        sentence = sentence.replace(_STANDS_FOR.format(number), shown)
    return without_secrets(sentence)
