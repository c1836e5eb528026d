"""The order in which uv asks the indexes of all its sources, and which it passes over."""

import pytest

from core.model.setting_values import Held, IndexEntry
from core.model.settings import Origin, OriginKind
from core.settings.index_order import asked, in_order

A, B = IndexEntry(url="https://a/", name="a"), IndexEntry(url="https://b/", name="b")
FIRST, SECOND = IndexEntry(url="https://1/", default=True), IndexEntry(url="https://2/", default=True)
PLAIN = IndexEntry(url="https://plain/")


def said(variable: str) -> Held:
    return Held((PLAIN,), Origin(OriginKind.ENVIRONMENT, variable))


def filed(name: str) -> Held:
    return Held((PLAIN,), Origin(OriginKind.PROJECT, name))


def test_newer_names_come_before_older_ones_whichever_source_they_stand_in() -> None:
    variables = [said(each) for each in ("UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX")]
    files = ([filed("index 1"), filed("index 2")], [filed("extra")], [filed("url")])
    assert [each.origin.path for each in in_order(variables, files)] == [
        "UV_DEFAULT_INDEX",
        "UV_INDEX",
        "index 1",
        "index 2",
        "UV_EXTRA_INDEX_URL",
        "extra",
        "UV_INDEX_URL",
        "url",
    ]


@pytest.mark.parametrize(
    ("entries", "kept"),
    [
        ((), ()),
        ((A, B), (A, B)),
        ((A, IndexEntry(url="https://other/", name="a"), B), (A, B)),
        ((PLAIN, PLAIN), (PLAIN, PLAIN)),
        ((FIRST, A, SECOND), (FIRST, A)),
        ((IndexEntry(url="https://x/", name="a"), IndexEntry(url="https://y/", name="A")),) * 2,
    ],
    ids=["none", "both", "a name again", "no names", "two default ones", "case of letters"],
)
def test_of_one_name_the_first_is_asked(entries: tuple[IndexEntry, ...], kept: tuple[IndexEntry, ...]) -> None:
    assert asked(entries) == kept


def test_a_default_one_that_is_passed_over_takes_its_name_along() -> None:
    named = IndexEntry(url="https://2/", name="n", default=True)
    assert asked((FIRST, named, IndexEntry(url="https://3/", name="n"))) == (FIRST,)
