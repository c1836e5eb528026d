"""Texts that a person may write for each setting, for tests that ask the same of all of them."""

from pathlib import Path

from hypothesis import strategies as st

from core.model.setting_keys import SettingKey
from core.settings.declared.declaration import Declaration
from core.settings.kinds import Choice, Flag, Folder, Number

_NAMES = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,6}[A-Za-z0-9])?", fullmatch=True)
_HOSTS = st.from_regex(r"[a-z0-9-]{1,8}(\.[a-z]{1,4}){0,2}(:[1-9][0-9]{0,3})?", fullmatch=True)
_PATHS = st.from_regex(r"[A-Za-zäöü=,;.\\ /-]{1,12}", fullmatch=True)
_URLS = st.builds(
    "{}://{}/{}".format, st.sampled_from(("http", "https", "file")), _HOSTS, st.sampled_from(("", "a", "a=b?c"))
)
_REQUIREMENTS = st.builds(
    "{}{}".format, _NAMES, st.sampled_from(("", "<2", ">=1,<2", "[x]==1.0", " ; os_name == 'nt'"))
)
_ENTRIES = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(("", " ")),
    st.one_of(st.just(""), _NAMES.map("{}=".format)),
    st.one_of(_URLS, _PATHS),
    st.sampled_from(("", " default", " explicit", " flat", " Flat  default", " flat flat")),
    st.sampled_from(("", " authenticate=always", " authenticate=never", " authenticate=sometimes")),
)
_ITEMS = {
    SettingKey.INSECURE_HOSTS: _HOSTS,
    SettingKey.NO_PROXY: st.one_of(_HOSTS, st.sampled_from(("*", ".corp.example", "10.0.0.0/8"))),
    SettingKey.FIND_LINKS: st.one_of(_PATHS, _URLS),
    SettingKey.INDEXES: _ENTRIES,
    SettingKey.DEFAULT_GROUPS: st.one_of(_NAMES, st.just("all")),
    SettingKey.EXTRAS: st.one_of(_NAMES, st.just("all")),
    SettingKey.ENVIRONMENTS: st.sampled_from(("sys_platform == 'win32'", "python_version >= '3.11'", "no marker")),
    SettingKey.CONSTRAINTS: st.one_of(_REQUIREMENTS, st.sampled_from(('{name = "x"}', "{", "{a=1} b"))),
    SettingKey.OVERRIDES: _REQUIREMENTS,
    SettingKey.VARIABLES: st.builds("{}={}".format, st.from_regex(r"[A-Z_]{1,6}", fullmatch=True), st.text(max_size=9)),
}
_TEXTS = {
    SettingKey.PROXY: st.one_of(_URLS, _HOSTS, st.just("socks5h://[::1]:1080/")),
    SettingKey.PYTHON: st.sampled_from(("3.12", "cpython@3.11", ">=3.11, <3.13", "C:\\Python\\python.exe")),
    SettingKey.EXCLUDE_NEWER: st.sampled_from(("2026-01-31", "2026-01-31T12:00:00Z", "2 weeks", "P3D")),
}


def texts_of(declaration: Declaration) -> st.SearchStrategy[str]:
    """Return texts that are mostly such as the setting takes, and some of any kind."""
    return st.one_of(_fitting(declaration), _fitting(declaration), st.text(max_size=20))


def _fitting(declaration: Declaration) -> st.SearchStrategy[str]:
    kind = declaration.kind
    if isinstance(kind, Flag):
        return st.sampled_from(("true", "No", " 1 ", "off"))
    if isinstance(kind, Choice):
        return st.sampled_from((*kind.choices, *kind.also, kind.choices[0].upper()))
    if isinstance(kind, Number):
        return st.integers(kind.minimum - 1, kind.maximum + 1).map(str)
    if isinstance(kind, Folder):
        return _PATHS.map(lambda path: Path.cwd().anchor + path)
    if declaration.key in _ITEMS:
        return st.lists(_ITEMS[declaration.key], min_size=1, max_size=3).map("\n".join)
    return _TEXTS.get(declaration.key, st.text(max_size=20))
