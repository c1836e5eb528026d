"""The kinds of servers that an index can be added from: what each wants filled in, and what comes of it."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from core.model.commands import PreviewSettings, ReadSettings
from core.model.index_templates import TEMPLATES, IndexServer
from core.model.outcome import Succeeded
from gui.dialogs.add_index import AddIndexDialog
from tests.fakes.settings import diffs
from tests.unit.gui.conftest import Shown
from tests.unit.gui.looking import click, part, text
from tests.unit.gui.network_opened import open_network
from tests.unit.gui.settings_opened import read_view
from tests.unit.gui.wheels_opened import end, submitted
from tests.unit.gui.whole_pages import cut_off, guessing, nameless, out_of_reach, settle, tab_stops


def adding(shown: Shown, folder: Path) -> AddIndexDialog:
    open_network(shown)
    click(shown, "indexAdd")
    end(shown, ReadSettings, Succeeded(settings=read_view(folder)))
    return part(shown, AddIndexDialog, "addIndexDialog")


def choose(shown: Shown, server: IndexServer) -> None:
    button = part(shown, QToolButton, f"addIndexKind-{server.value}")
    button.setFocus()
    button.click()
    QTest.qWait(20)


def fill(shown: Shown, **values: str) -> None:
    for name, value in values.items():
        part(shown, AddIndexDialog, "addIndexDialog").findChild(QLineEdit, f"addIndexField-{name}").setText(value)  # type: ignore[union-attr]  # it is there


def fields(shown: Shown) -> list[str]:
    """Return the captions of the fields of the kind that is chosen."""
    QTest.qWait(20)
    found = part(shown, AddIndexDialog, "addIndexDialog").findChildren(QLineEdit)
    return [
        field.accessibleName()
        for field in found
        if field.objectName().startswith("addIndexField") and field.isVisible()
    ]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.server.value)
def test_each_kind_asks_for_what_its_address_needs(shown: Shown, tmp_path: Path, template: object) -> None:
    adding(shown, tmp_path)
    choose(shown, template.server)  # type: ignore[attr-defined]  # one of the templates
    assert fields(shown) == [field.label for field in template.fields]  # type: ignore[attr-defined]
    said = text(shown, "addIndexWants")
    assert template.token in said  # type: ignore[attr-defined]
    fill(shown, **{field.id: field.example for field in template.fields})  # type: ignore[attr-defined]
    assert part(shown, AddIndexDialog, "addIndexDialog")._place.url is not None


def test_the_address_is_shown_as_it_is_filled_in(shown: Shown, tmp_path: Path, qtbot: QtBot) -> None:
    adding(shown, tmp_path)
    choose(shown, IndexServer.GITLAB_GROUP)
    fill(shown, host="gitlab.müller.example:8443", number="fifty?six")
    assert text(shown, "addIndexWrong-number") == (
        "Group ID or path must be a number or a path of names with / between, such as 56."
    )
    assert text(shown, "addIndexUrl") == ""
    fill(shown, number="56")
    url = "https://gitlab.müller.example:8443/api/v4/groups/56/-/packages/pypi/simple"
    assert text(shown, "addIndexUrl") == url
    part(shown, QLineEdit, "addIndexName").setText("group")
    qtbot.waitUntil(lambda: len(submitted(shown, PreviewSettings)) == 1, timeout=20_000)
    (preview,) = submitted(shown, PreviewSettings)
    assert preview.changes[0].value.splitlines()[-1] == f"group={url}"  # type: ignore[union-attr]  # a preview


def test_the_user_name_follows_the_kind_unless_a_person_typed_one(shown: Shown, tmp_path: Path) -> None:
    adding(shown, tmp_path)
    user = part(shown, QLineEdit, "addIndexUser")
    choose(shown, IndexServer.CODEARTIFACT)
    assert user.text() == "aws"
    choose(shown, IndexServer.GOOGLE)
    assert user.text() == "oauth2accesstoken"
    choose(shown, IndexServer.NEXUS)
    assert user.text() == ""
    user.setText("jürgen")
    choose(shown, IndexServer.CODEARTIFACT)
    assert user.text() == "jürgen"


def test_what_two_kinds_share_is_typed_once(shown: Shown, tmp_path: Path) -> None:
    adding(shown, tmp_path)
    choose(shown, IndexServer.NEXUS)
    fill(shown, host="packages.example", repository="pypi-all")
    choose(shown, IndexServer.ARTIFACTORY)
    assert text(shown, "addIndexUrl") == "https://packages.example/artifactory/api/pypi/pypi-all/simple"


def test_an_address_shows_its_kind(shown: Shown, tmp_path: Path) -> None:
    adding(shown, tmp_path)
    assert fields(shown) == ["Address"]
    fill(shown, url="https://gitlab.example/api/v4/projects/42/packages/pypi/simple")
    assert text(shown, "addIndexWants").startswith("This is an address of GitLab, one project.")
    assert part(shown, QLineEdit, "addIndexUser").text() == "__token__"


@pytest.mark.parametrize("size", [(547, 373), (900, 540), (1240, 800)], ids=str)
def test_the_dialog_is_whole(shown: Shown, tmp_path: Path, qtbot: QtBot, size: tuple[int, int]) -> None:
    settle(shown, qtbot, size)
    dialog = adding(shown, tmp_path)
    choose(shown, IndexServer.CODEARTIFACT)
    fill(shown, domain="corp", account="12", region="eu-central-1", repository="pypi-all")
    part(shown, QLineEdit, "addIndexName").setText("aws")
    fill(shown, account="123456789012")
    dialog._login.setChecked(True)
    qtbot.waitUntil(lambda: len(submitted(shown, PreviewSettings)) == 1, timeout=20_000)
    end(shown, PreviewSettings, Succeeded(diffs=diffs()[:1]))
    qtbot.wait(50)
    assert list(nameless(dialog)) == []
    assert out_of_reach(dialog) == []
    assert guessing(dialog) == []
    assert cut_off(dialog, "addIndexDialogScroll") == []
    order = [stop.objectName() for stop in tab_stops(dialog, dialog._place.stops()[0], qtbot)]
    order = [name for name in order if name not in {"addIndexDefault", "addIndexExplicit", "addIndexLogin"}]
    wanted = [
        "addIndexKind-codeartifact",
        *(f"addIndexField-{name}" for name in ("domain", "account", "region", "repository")),
        "addIndexName",
        "addIndexScope-project",
        "addIndexUser",
    ]
    assert order[: len(wanted)] == wanted
    dialog.reject()
    assert not [label for label in dialog.findChildren(QLabel) if "****" in label.text()]
