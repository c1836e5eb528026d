"""One package index: where it is named, what comes from it, which login it gets, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from core.model.network import EndpointReport, ListedIndex, LoginPlace
from core.model.secrets import without_secrets
from gui import login_words, network_words
from gui.signs import Sign
from gui.theme import M, S, Tone
from gui.widgets.buttons import IconButton
from gui.widgets.card import Card
from gui.widgets.disclosure import Disclosure
from gui.widgets.icon_view import IconView
from gui.widgets.remedy_button import RemedyButton
from gui.widgets.text import CopyButton, ElidedLabel, label

_ICON = 18
_QUIET = Sign("box", Tone.NEUTRAL)
_KEPT = frozenset({LoginPlace.KEYRING, LoginPlace.SESSION})


class IndexRow(Card):
    """Shows one index; the signals carry it, ``move_wanted`` also by how many places (-1 is up)."""

    test_wanted = Signal(object)
    store_wanted = Signal(object)
    forget_wanted = Signal(object)
    move_wanted = Signal(object, int)
    remove_wanted = Signal(object)

    def __init__(self, number: int, index: ListedIndex, *, up: bool, down: bool, can_change: bool) -> None:
        super().__init__(f"index-{number}", kind="well", inset=M)
        self._index = index
        name = login_words.index_name(index)
        url = without_secrets(index.url)
        self.test = RemedyButton(self.tr("Test"), f"index-{number}-test", icon_name="gauge", kind="ghost")
        self.test.setAccessibleName(self.tr("Test the index {name}").format(name=name))
        self.test.setAutoDefault(False)
        self.test.clicked.connect(self._on_test)
        self.more = IconButton("more", self.tr("What to do with {index}").format(index=name), f"index-{number}-more")
        self.more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        kept = index.place in _KEPT
        store = self.tr("Renew the login…") if index.user is not None else self.tr("Store a login…")
        self._changing = [
            self._action(menu, store, self._on_store, able=True),
            self._action(menu, self.tr("Forget the login"), self._on_forget, able=kept),
        ]
        menu.addSeparator()
        self._changing += [
            self._action(menu, self.tr("Move up…"), self._on_up, able=up),
            self._action(menu, self.tr("Move down…"), self._on_down, able=down),
            self._action(menu, self.tr("Remove…"), self._on_remove, able=can_change),
        ]
        self._able = [action.isEnabled() for action in self._changing]
        self.more.setMenu(menu)
        self._packages: Disclosure | None = None
        self._build(number, name, url)

    def _action(self, menu: QMenu, words: str, then: Callable[[], None], *, able: bool) -> QAction:
        action = QAction(words, menu)
        action.triggered.connect(then)
        action.setEnabled(able)
        menu.addAction(action)
        return action

    def _build(self, number: int, name: str, url: str) -> None:
        index = self._index
        self._icon = IconView("box", size=_ICON)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self._icon)
        head.addWidget(label(name, "section", wrap=True, name=f"index-{number}-name"), 1)
        head.addWidget(self.test)
        head.addWidget(self.more)
        words = QVBoxLayout()
        words.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(S - 4)
        path = ElidedLabel(url, mono=True, tight=True)
        path.setObjectName(f"index-{number}-url")
        self._copy = CopyButton(self.tr("Copy the address of {index}").format(index=name), url, f"index-{number}-copy")
        line.addWidget(path)
        line.addWidget(self._copy)
        line.addStretch(1)
        words.addLayout(line)
        self._tested = label(wrap=True, name=f"index-{number}-tested")
        self._tested.hide()
        said = (login_words.index_kind(index), login_words.index_origin(index), login_words.index_login(index))
        for part, text in zip(("kind", "origin", "login"), said, strict=True):
            if text:
                words.addWidget(label(text, "muted", wrap=True, name=f"index-{number}-{part}"))
        words.addWidget(self._tested)
        self._add_packages(number, words)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addSpacing(_ICON + S)
        below.addLayout(words, 1)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addLayout(below)
        self.setAccessibleName(". ".join(part for part in (name, *said) if part))

    def _add_packages(self, number: int, words: QVBoxLayout) -> None:
        packages = self._index.packages
        if not packages:
            return
        names = label(login_words.names_text(packages), "muted", wrap=True, name=f"index-{number}-packages")
        count = network_words.packages_text(len(packages))
        self._packages = Disclosure(count, f"index-{number}-more-packages", names)
        self._packages.setAccessibleDescription(
            self.tr("Which packages of the lock come from {index}").format(index=login_words.index_name(self._index))
        )
        words.addWidget(self._packages, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(names)

    @property
    def index(self) -> ListedIndex:
        """What is shown."""
        return self._index

    def show_report(self, report: EndpointReport | None) -> None:
        """Show what the last check said of the index; nothing before the first one."""
        sign, word = (_QUIET, "") if report is None else network_words.sign_of(report, checking=False)
        self._icon.show_sign(sign)
        self._icon.setAccessibleName(word)
        # The whole is said at its server, with what would help.
        said = "" if report is None else network_words.first_sentence(network_words.sentence_of(report, checking=False))
        self._tested.setText(said)
        self._tested.setAccessibleName(f"{word}: {said}" if said else "")
        self._tested.setVisible(bool(said))

    def set_busy(self, *, checks: bool, runs: bool) -> None:
        """Let the test wait while servers are checked, and changes while something of the project runs."""
        self.test.set_waiting(waiting=checks)
        for action, able in zip(self._changing, self._able, strict=True):
            action.setEnabled(able and not runs)

    def stops(self) -> list[QWidget]:
        """Return where the keyboard stops, from top to bottom."""
        return [self.test, self.more, self._copy, *(() if self._packages is None else (self._packages,))]

    def _on_test(self) -> None:
        if not self.test.waiting:
            self.test_wanted.emit(self._index)

    def _on_store(self) -> None:
        self.store_wanted.emit(self._index)

    def _on_forget(self) -> None:
        self.forget_wanted.emit(self._index)

    def _on_up(self) -> None:
        self.move_wanted.emit(self._index, -1)

    def _on_down(self) -> None:
        self.move_wanted.emit(self._index, 1)

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self._index)
