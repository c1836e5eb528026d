"""Reads what ``uv sync --show-settings`` prints: values in the debug form of Rust.

It is a hidden flag that prints every setting as uv resolved it, and writes nothing.
"""

import re
from typing import Any

_TOKEN = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|([{}\[\](),]|:(?=\s))|((?:[^\s{}\[\](),":]|:(?!\s))+))')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
_CLOSING = {"{": "}", "[": "]", "(": ")"}
_WORDS = {"true": True, "false": False, "None": None}


def parse_shown(text: str) -> dict[str, Any]:
    """Return the structures that were printed one after the other, by their names.

    A structure is a dict of its fields, a list a list; ``Some(x)`` and every other name around one value is that
    value, ``None`` is None, and a word such as ``Clone`` or ``30s`` is text.
    """
    reader = _Reader(text)
    found: dict[str, Any] = {}
    while not reader.at_end:
        name = reader.word()
        found[name] = reader.behind(name)
    return found


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens = [match.groups() for match in _TOKEN.finditer(text)]
        self._at = 0

    @property
    def at_end(self) -> bool:
        return self._at >= len(self._tokens)

    def word(self) -> str:
        words = []
        while not self.at_end and self._tokens[self._at][2] is not None:
            words.append(self._tokens[self._at][2])
            self._at += 1
        return " ".join(words)

    def behind(self, name: str) -> Any:
        """Return what a name with something in brackets behind it, or a bare word, stands for."""
        sign = self._sign()
        if sign == "{":
            return self._inside("{")
        if sign == "(":
            values = self._inside("(")
            return values[0] if len(values) == 1 else tuple(values)
        if name in _WORDS:
            return _WORDS[name]
        return int(name) if name.isdigit() else name

    def _value(self) -> Any:
        string = self._tokens[self._at][0]
        if string is not None:
            self._at += 1
            return _unescaped(string[1:-1])
        if self._sign() == "[":
            return self._inside("[")
        return self.behind(self.word())

    def _inside(self, opening: str) -> Any:
        self._at += 1
        fields: dict[Any, Any] = {}
        values: list[Any] = []
        while self._sign() != _CLOSING[opening]:
            value = self._value()
            if self._sign() == ":":
                self._at += 1
                fields[value] = self._value()
            else:
                values.append(value)
            if self._sign() == ",":
                self._at += 1
        self._at += 1
        return fields if opening == "{" and not values else values

    def _sign(self) -> str | None:
        return None if self.at_end else self._tokens[self._at][1]


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _PLAIN.get(m[2], m[2]), text)
