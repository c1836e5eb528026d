"""Indexes as a person writes them, as files and variables hold them, and back."""

import pytest
from hypothesis import given

from core.model.setting_keys import SettingKey
from core.model.setting_values import IndexEntry
from core.settings.bad_value import BadValueError
from core.settings.declared.all import declared
from core.settings.index_kind import Indexes, default_index, table_of
from core.settings.old_index_keys import checked_as_indexes, extra_indexes, index_url
from tests.unit.core.settings.choices import texts_of

KIND = Indexes()
URL = "https://corp.example/simple"


def entry(**fields: object) -> IndexEntry:
    return IndexEntry(**{"url": URL, **fields})  # type: ignore[arg-type]  # the fields of an index


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (URL, (entry(),)),
        (f"\n  corp={URL}  \n\n", (entry(name="corp"),)),
        (f"corp={URL} default", (entry(name="corp", default=True),)),
        (f"corp={URL}  Flat explicit", (entry(name="corp", explicit=True, flat=True),)),
        (f"{URL} authenticate=always", (entry(authenticate="always"),)),
        (f"{URL}?a=b", (entry(url=f"{URL}?a=b"),)),
        ("/wheels of  mine flat", (entry(url="/wheels of  mine", flat=True),)),
        ("C:\\wheels=x flat", (entry(url="C:\\wheels=x", flat=True),)),
        ("corp=/wheels flat", (entry(name="corp", url="/wheels", flat=True),)),
        ("file:///wheels", (entry(url="file:///wheels"),)),
        ("flat flat", (entry(url="flat", flat=True),)),
        (f"a={URL}\r\nb={URL}", (entry(name="a"), entry(name="b"))),
    ],
)
def test_a_person_writes_an_index_a_line(text: str, entries: tuple[IndexEntry, ...]) -> None:
    assert KIND.parse(text) == entries
    assert KIND.parse(KIND.text(entries)) == entries


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (" \n", "empty"),
        ("/wheels", "no URL; a folder of wheels has flat"),
        ("corp=", "no URL"),
        ("ftp://corp.example", "“ftp” is no scheme"),
        ("https:///simple", "names no host"),
        ("https://a<b/simple", "names no host"),
        ("https://ada@corp.example/", "user name or a password"),
        ("https://corp.example:port/", "no URL"),
        (f"{URL} of mine", "no blanks"),
        (f"{URL} explicit", "has no name by which"),
        (f"{URL} authenticate=maybe", "always or never, not “maybe”"),
        (f"c!rp={URL}", "no name"),
        (f"a={URL}\nA={URL}/b", "two indexes are called a"),
        (f"a={URL} default\nb={URL} default", "two indexes are the default one"),
    ],
)
def test_what_is_no_index_is_said(text: str, why: str) -> None:
    with pytest.raises(BadValueError, match=why):
        KIND.parse(text)


@pytest.mark.parametrize(
    ("table", "made"),
    [
        ({"url": URL}, entry()),
        ({"name": "corp", "url": URL, "default": True}, entry(name="corp", default=True)),
        ({"name": "corp", "url": URL, "explicit": True}, entry(name="corp", explicit=True)),
        ({"url": "../wheels", "format": "flat"}, entry(url="../wheels", flat=True)),
        ({"url": URL, "authenticate": "never"}, entry(authenticate="never")),
    ],
)
def test_an_index_is_a_table_of_a_file_and_goes_back(table: dict[str, object], made: IndexEntry) -> None:
    assert KIND.from_toml([table]) == (made,)
    assert KIND.to_toml((made,)) == [table]
    assert list(table_of(made)) == list(table)


@pytest.mark.parametrize(
    ("table", "made"),
    [
        ({"url": URL, "name": "", "default": False, "format": "simple", "authenticate": "auto"}, entry()),
        ({"url": URL, "ignore-error-codes": [403], "cache-control": {"api": "x"}, "publish-url": URL}, entry()),
        ({"url": URL, "exclude-newer": False, "hash-algorithm": "sha256", "of-tomorrow": 1}, entry()),
    ],
)
def test_what_uv_takes_for_granted_says_nothing(table: dict[str, object], made: IndexEntry) -> None:
    assert KIND.from_toml([table]) == (made,)


@pytest.mark.parametrize(
    "raw",
    [
        URL,
        {"url": URL},
        [URL],
        [{}],
        [{"url": 1}],
        [{"url": ""}],
        [{"url": "https://"}],
        [{"url": URL, "name": "c rp"}],
        [{"url": URL, "name": 1}],
        [{"url": URL, "default": "true"}],
        [{"url": URL, "explicit": 1}],
        [{"url": URL, "explicit": True}],
        [{"url": URL, "format": "flatter"}],
        [{"url": URL, "authenticate": "maybe"}],
        [{"url": URL, "publish-url": "corp"}],
        [{"url": URL, "ignore-error-codes": 403}],
        [{"url": URL, "ignore-error-codes": [99]}],
        [{"url": URL, "cache-control": "x"}],
        [{"url": URL, "exclude-newer": "soon"}],
        [{"url": URL, "hash-algorithm": "crc"}],
        [{"url": URL}, 1],
    ],
)
def test_what_uv_does_not_take_is_no_index(raw: object) -> None:
    with pytest.raises(BadValueError, match=r"\.$"):
        KIND.from_toml(raw)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (f"corp={URL} {URL}?a=b\t../wheels", (entry(name="corp"), entry(url=f"{URL}?a=b"), entry(url="../wheels"))),
        ("", None),
        (" ", None),
    ],
)
def test_a_variable_has_blanks_between_indexes(text: str, entries: tuple[IndexEntry, ...] | None) -> None:
    assert KIND.from_variable(text) == entries
    if entries is not None:
        assert KIND.from_variable(KIND.to_variable(entries)) == entries


@pytest.mark.parametrize("text", ["c!rp=https://a/", "https://", "corp="])
def test_a_variable_that_uv_refuses_is_refused(text: str) -> None:
    for read in (KIND.from_variable, default_index):
        with pytest.raises(BadValueError):
            read(text)


def test_the_default_index_is_one_whatever_stands_in_it() -> None:
    assert default_index(f"corp={URL}") == (entry(name="corp", default=True),)
    assert default_index("") is None


@pytest.mark.parametrize(
    ("key", "raw", "entries"),
    [
        ("index-url", URL, (entry(default=True),)),
        ("extra-index-url", [URL, "b"], (entry(), entry(url="b"))),
        ("extra-index-url", [], ()),
        ("index-url", [URL], None),
        ("index-url", 1, None),
        ("extra-index-url", URL, None),
        ("extra-index-url", [1], None),
        ("extra-index-url", [""], None),
    ],
)
def test_older_keys_name_indexes_without_names(key: str, raw: object, entries: tuple[IndexEntry, ...] | None) -> None:
    if entries is None:
        with pytest.raises(BadValueError, match=r"\.$"):
            checked_as_indexes(key, raw)
    else:
        assert checked_as_indexes(key, raw) == entries


def test_older_variables_name_indexes_without_names() -> None:
    assert extra_indexes(f" {URL}  b=c ") == (entry(), entry(url="b=c"))
    assert extra_indexes(" ") is None
    assert index_url(f"b={URL}") == (entry(url=f"b={URL}", default=True),)
    assert index_url("") is None


@given(texts_of(declared(SettingKey.INDEXES)))
def test_what_can_be_told_by_variables_is_told_whole(text: str) -> None:
    declaration = declared(SettingKey.INDEXES)
    assert declaration.profile_check is not None
    try:
        entries = KIND.parse(text)
        declaration.profile_check(entries)
    except BadValueError:
        return
    told = declaration.told(entries, ())
    others = KIND.from_variable(told.get("UV_INDEX") or "")
    default = default_index(told.get("UV_DEFAULT_INDEX") or "")
    assert isinstance(entries, tuple)
    assert (others or None) == (tuple(each for each in entries if each not in (default or ())) or None)
    assert len(default or ()) == sum(isinstance(each, IndexEntry) and each.default for each in entries)
