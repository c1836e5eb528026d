"""The button that opens a terminal in the project, with the other programs and scripts behind it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from core.model.programs_found import FoundProgram, ProgramKind
from gui.actions import Actions
from gui.widgets.buttons import ActionButton, MenuEnd


class OpenIn(QWidget):
    """Opens the usual terminal with one click; its menu has the rest.

    ``programs_wanted`` says that the menu is about to show, so that what is installed can be looked up; ``chosen``
    carries the FoundProgram that a person picks.
    """

    programs_wanted = Signal()
    chosen = Signal(object)

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("openIn")
        self._shown: tuple[FoundProgram, ...] = ()
        self.menu = QMenu(self)
        self.menu.setObjectName("openInMenu")
        self._submenus: dict[ProgramKind, QMenu] = {}
        self._add_programs(ProgramKind.TERMINAL, actions.open_terminal, self.tr("Choose the terminal"))
        self._add_programs(ProgramKind.EDITOR, actions.open_editor, self.tr("Choose the editor"))
        self.menu.addSeparator()
        self.menu.addActions((actions.save_script, actions.import_script))
        self.menu.addSeparator()
        self.menu.addAction(actions.check)
        self.menu.aboutToShow.connect(self.programs_wanted)
        main = ActionButton(
            actions.open_terminal, "terminalButton", icon_name="terminal", kind="ghost", short=self.tr("Terminal")
        )
        more = MenuEnd(self.tr("More ways to open the project"), "openInMenuButton", "ghost", actions.open_terminal)
        more.setMenu(self.menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(main)
        layout.addWidget(more)

    def show_programs(self, programs: tuple[FoundProgram, ...]) -> None:
        """Offer the programs that were found; a kind of which there is one alone needs no choice."""
        if programs == self._shown:
            return
        self._shown = programs
        for kind, submenu in self._submenus.items():
            submenu.clear()
            of_kind = [program for program in programs if program.kind is kind]
            for program in of_kind:
                submenu.addAction(self._entry(program, submenu))
            submenu.menuAction().setVisible(len(of_kind) > 1)

    def _add_programs(self, kind: ProgramKind, usual: QAction, title: str) -> None:
        self.menu.addAction(usual)
        submenu = self.menu.addMenu(title)
        submenu.setObjectName(f"{kind.value}Menu")
        submenu.setToolTipsVisible(True)
        submenu.menuAction().setVisible(False)
        self._submenus[kind] = submenu

    def _entry(self, program: FoundProgram, submenu: QMenu) -> QAction:
        # An ampersand in a name would become the mark of a key.
        action = QAction(program.title.replace("&", "&&"), submenu)
        action.setObjectName(f"{program.kind.value}-{program.name}")
        action.setToolTip(str(program.path))
        action.triggered.connect(partial(self._choose, program))
        return action

    def _choose(self, program: FoundProgram, checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signature
        del checked
        self.chosen.emit(program)
