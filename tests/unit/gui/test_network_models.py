"""Certificates as rows, indexes as lines: what the cells say, and lists with one index elsewhere."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from core.model.network import ListedIndex
from core.model.setting_keys import SettingScope
from core.model.setting_values import IndexEntry
from core.model.settings import Origin, OriginKind
from core.settings.index_lists import scope_of, with_index_added, with_index_moved, without_index
from gui.models.chain import ChainColumn, ChainModel, short_name
from gui.models.roles import ItemRole
from gui.theme import Tone
from tests.fakes import network

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LIST = """\
corp=https://****@nexus.example/simple
notes=https://gitlab.example/simple explicit
https://bare.example/x/ flat"""


def index(name: str | None, url: str = "https://nexus.example/simple") -> ListedIndex:
    return ListedIndex(name=name, url=url, origin=Origin(OriginKind.PROJECT))


def test_the_chain_keeps_the_rules(qtmodeltester: ModelTester) -> None:
    model = ChainModel(None, NOW)
    model.set_rows(network.CHAIN)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt does not type it


def test_the_chain_says_names_dates_and_keys(qapp: object) -> None:
    del qapp
    model = ChainModel(None, NOW)
    model.set_rows(network.CHAIN)
    rows = [[model.index(row, column).data() for column in ChainColumn] for row in range(3)]
    assert rows == [
        ["index.example", "Zscaler Intermediate Root CA (zscalerthree.net)", "until 2031-03-01", "EC P-256"],
        ["Zscaler Intermediate Root CA (zscalerthree.net)", "Zscaler Root CA", "until 2031-03-01", "RSA 4096"],
        ["Zscaler Root CA", "itself", "expired 2021-03-01", "RSA 2048"],
    ]
    tones = [model.index(row, ChainColumn.VALID).data(ItemRole.SIGN).tone for row in range(3)]
    assert tones == [Tone.OK, Tone.OK, Tone.BAD]
    assert model.index(0, ChainColumn.SUBJECT).data(Qt.ItemDataRole.ToolTipRole) == network.CHAIN[0].subject


def test_a_certificate_of_tomorrow_is_not_valid_yet(qapp: object) -> None:
    del qapp
    model = ChainModel(None, NOW)
    model.set_rows((replace(network.CHAIN[0], not_before=datetime(2027, 1, 2, tzinfo=UTC)),))
    cell = model.index(0, ChainColumn.VALID)
    assert cell.data() == "from 2027-01-02"
    assert cell.data(ItemRole.SIGN).tone is Tone.BAD


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("CN=index.example,O=A", "index.example"),
        ("O=A,CN=Name\\, with a comma,C=DE", "Name, with a comma"),
        ("O=A company", "A company"),
        ("O=A company,OU=Its Intermediate CA", "Its Intermediate CA"),
        ("L=Only a town", "L=Only a town"),
        ("", ""),
        ("cn=müller.example", "müller.example"),
    ],
)
def test_a_name_is_short_where_it_can_be(name: str, short: str) -> None:
    assert short_name(name) == short


def test_an_index_is_taken_out_of_its_list() -> None:
    assert without_index(LIST, index("notes")) == "\n".join((LIST.splitlines()[0], LIST.splitlines()[2]))
    assert without_index("corp=https://nexus.example/simple", index("corp")) is None
    assert without_index(LIST, index(None, "https://bare.example/x")) == "\n".join(LIST.splitlines()[:2])


def test_an_index_moves_within_its_list_and_keeps_the_stars_of_its_login() -> None:
    first, second, third = LIST.splitlines()
    assert with_index_moved(LIST, index("corp"), 1) == f"{second}\n{first}\n{third}"
    assert with_index_moved(LIST, index("corp"), -1) == LIST
    assert with_index_moved(LIST, index(None, "https://bare.example/x/"), -1) == f"{first}\n{third}\n{second}"


@pytest.mark.parametrize("wanted", [index("elsewhere"), index(None, "https://elsewhere.example/simple")])
def test_an_index_of_another_file_is_not_found(wanted: ListedIndex) -> None:
    with pytest.raises(LookupError):
        without_index(LIST, wanted)
    with pytest.raises(LookupError):
        with_index_moved(None, wanted, 1)


def test_a_new_index_goes_behind_the_others_and_before_the_default_one() -> None:
    new = IndexEntry(url="https://new.example/simple", name="new")
    assert with_index_added(None, new) == "new=https://new.example/simple"
    assert with_index_added(LIST, new) == f"{LIST}\nnew=https://new.example/simple"
    default = "public=https://index.example/simple default"
    assert with_index_added(default, new) == f"new=https://new.example/simple\n{default}"


def test_only_what_a_choice_names_can_be_changed() -> None:
    scopes = {kind: scope_of(replace(index("x"), origin=Origin(kind))) for kind in OriginKind}
    assert {kind for kind, scope in scopes.items() if scope is not None} == {
        OriginKind.PROJECT,
        OriginKind.USER,
        OriginKind.PROFILE,
    }
    assert scopes[OriginKind.USER] is SettingScope.USER
