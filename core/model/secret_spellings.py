"""The spellings of a secret in texts: as it is, quoted by programs, percent-encoded, in a Basic header."""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from core.model.secrets import login_spans

LEAST_CHARACTERS = 4
"""A shorter secret is a part of many words, and stars in all of them would tell it."""

_LEAST_ENCODED = 8
"""Signs of base64 that a secret must fill by itself: fewer are in many texts by chance."""
_IN_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
_TO_ESCAPE = re.compile(r"[\"\\]")
"""What programs write with a backslash before it where they print a text in quotes."""


def spellings_of(texts: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of the texts in any spelling, None where there is nothing to find.

    A text of several lines is found line by line, of a URL with a login the password also by itself. The pattern takes
    time in proportion to what it is applied to.
    """
    whole = {part for text in texts for part in (text, *_passwords(text)) if len(part) >= LEAST_CHARACTERS}
    lines = {line.strip() for text in whole for line in text.splitlines()}
    long = {line for line in lines if len(line) >= LEAST_CHARACTERS}
    written = {form for line in long for form in _written(line)}
    found = sorted(written, key=lambda text: (-len(text), text))
    encoded = sorted({core for text in whole for core in _in_base64(text)}, key=lambda text: (-len(text), text))
    patterns = ["".join(map(_spelled, text)) for text in found] + [_of_base64(core) for core in encoded]
    return re.compile("|".join(patterns)) if patterns else None


def _passwords(text: str) -> Iterator[str]:
    """Yield the passwords of the logins in a URL, as the server gets them."""
    for start, end in login_spans(text) if "://" in text and "@" in text else ():
        yield unquote(text[start:end].partition(":")[2])


def _written(text: str) -> Iterator[str]:
    """Yield a text as programs print it; percent-encoding is a matter of each character."""
    yield text
    yield _TO_ESCAPE.sub(r"\\\g<0>", text)
    yield json.dumps(text)[1:-1]
    yield json.dumps(text, ensure_ascii=False)[1:-1]
    yield repr(text)[1:-1]
    yield text.translate(_IN_HTML)


def _spelled(sign: str) -> str:
    """Return a pattern of one character, as it is and percent-encoded once or twice; letters and digits stay."""
    if sign.isascii() and sign.isalnum():
        return sign
    itself = "[ +]" if sign == " " else re.escape(sign)
    # Half of a pair has no UTF-8, and is never sent.
    encoded = "".join(f"%(?:25)?{byte:02X}" for byte in sign.encode("utf-8", "replace"))
    # A percent sign begins its own encoded form, so that comes first.
    return f"(?:(?i:{encoded})|{itself})"


def _in_base64(text: str) -> Iterator[str]:
    """Yield what a secret fills of the base64 of ``user:secret``, for each place at which it can begin there."""
    data = text.encode("utf-8", "replace")
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + data).decode().rstrip("=")
        # The first and the last sign hold bits of what stands beside the secret.
        start, end = -(-before * 8 // 6), (before + len(data)) * 8 // 6
        if end - start >= _LEAST_ENCODED:
            yield encoded[start:end]


def _of_base64(core: str) -> str:
    signs = "".join({"+": "[+-]", "/": "[/_]"}.get(sign, sign) for sign in core)
    return f"[A-Za-z0-9+/_-]?{signs}[A-Za-z0-9+/_-]{{0,3}}={{0,2}}"
