"""The signs of uv's error trees, brought back from the ways in which consoles and logs garble them."""

import re

_SIGNS = ("├─▶", "╰─▶", "│", "\u00d7")
_CONSOLE_CODE_PAGES = ("cp1252", "cp437", "cp850", "cp866", "cp1251", "cp932", "gbk")
_NUMBERED = re.compile(r"(?:\\u[0-9a-fA-F]{4}|\\xd7)+")
_TREE_NUMBERS = re.compile(r"\\u25(?:1c|70|00|b6|02)|\\u00d7|\\xd7", re.IGNORECASE)


def _garbled() -> tuple[tuple[str, str], ...]:
    """Pair every sign, read as UTF-8 by a console of another code page, with the sign itself; longest first."""
    pairs: dict[str, str] = {}
    for sign in _SIGNS:
        for code_page in _CONSOLE_CODE_PAGES:
            seen = sign.encode("utf-8").decode(code_page, "replace")
            if "\ufffd" not in seen and len(seen) > 1:
                pairs[seen] = sign
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


_GARBLED = _garbled()


def restore_glyphs(text: str) -> str:
    """Return ``text`` with the signs of error trees as uv prints them; other text is left as it is."""
    if "\\" in text and _TREE_NUMBERS.search(text) is not None:
        text = _NUMBERED.sub(_from_numbers, text)
    for seen, sign in _GARBLED:
        if seen in text:
            text = text.replace(seen, sign)
    return text


def _from_numbers(match: re.Match[str]) -> str:
    written = match[0]
    if _TREE_NUMBERS.search(written) is None:
        return written
    return written.encode("ascii").decode("unicode_escape", "replace")
