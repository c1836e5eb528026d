"""Which lines of a file a change of a setting touched, and whether they were meant."""

import re
from difflib import unified_diff

from core.model.setting_keys import SettingKey
from core.settings.declared.all import declared

_LISTS = frozenset(
    {
        SettingKey.CONSTRAINTS,
        SettingKey.ENVIRONMENTS,
        SettingKey.FIND_LINKS,
        SettingKey.INDEXES,
        SettingKey.INSECURE_HOSTS,
        SettingKey.NO_PROXY,
    }
)
_KEY = re.compile(r"([\w.-]+)\s*=")
_OF_AN_INDEX = {"name", "url", "explicit", "default", "format", "authenticate"}
_FRAME = frozenset({"", "[tool.uv]", "[[tool.uv.index]]", "[[index]]", "]", "["})


def changed_lines(before: bytes, after: bytes) -> list[str]:
    """Return the lines that went, with a minus in front, and those that came, with a plus; line ends count."""
    old, new = (text.decode().splitlines(keepends=True) for text in (before, after))
    found = [line for line in unified_diff(old, new, n=0) if line[0] in "+-" and line[:3] not in {"+++", "---"}]
    if before:
        of_windows = before.count(b"\r\n") == before.count(b"\n")
        assert {line.endswith("\r\n") for line in found} <= {of_windows}, "line ends are not those of the file"
    return [line.rstrip("\r\n") for line in found]


def is_meant(line: str, key: SettingKey, value: str) -> bool:
    """Whether a line is the setting's own: its key, an item of its value, or what stands around them.

    Of a list the lines that go may hold any item, or a comment beside one, but no other key.
    """
    text = line[1:].strip()
    begun = _KEY.match(text)
    own = {name.text for name in declared(key).keys}
    known = own | _OF_AN_INDEX if key is SettingKey.INDEXES else own
    if begun is not None and begun[1].rpartition(".")[2] not in known:
        return False
    items = [item.strip() for item in value.replace("\n", ",").split(",")]
    named = any(name.text in text for name in declared(key).keys) or any(item.split()[0] in text for item in items)
    entry = key is SettingKey.INDEXES and text.split(maxsplit=1)[:1] in (["name"], ["url"], ["explicit"], ["default"])
    return named or entry or text in _FRAME or (line.startswith("-") and key in _LISTS)
