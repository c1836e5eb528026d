"""What a person can do, as actions with shortcuts; which of them are possible follows the shown project."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from core.model.commands import AnyUvCommand, RepairCommand
from core.model.state import Badge, ProjectState
from gui.place_names import place_word
from gui.theme import Appearance

_BUSY = frozenset({Badge.RUNNING, Badge.WAITING})


class Actions(QObject):
    """Every action of the window; whoever owns the window connects their ``triggered`` signals."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self.add_project = self._make(
            "addProjectAction", self.tr("Add project…"), "Ctrl+O", self.tr("Add a folder with a pyproject.toml")
        )
        self.remove_project = self._make(
            "removeProjectAction",
            self.tr("Remove project from the list…"),
            "",
            self.tr("Take the project off the list; its files stay as they are"),
        )
        self.sync = self._make(
            "syncAction", self.tr("Sync"), "Ctrl+S", self.tr("Bring the environment in line with the lock file")
        )
        self.sync_patiently = self._make(
            "syncPatientlyAction",
            self.tr("Sync one package at a time"),
            "Ctrl+Shift+S",
            self.tr("Bring one package after the other into the cache, with pauses for the virus scanner"),
        )
        self.lock = self._make(
            "lockAction", self.tr("Lock"), "Ctrl+L", self.tr("Resolve the dependencies into the lock file")
        )
        self.cancel = self._make(
            "cancelAction",
            self.tr("Cancel"),
            "Ctrl+.",
            self.tr("Stop what is running; a place that is being moved stays where it was"),
        )
        self.relocate = self._make(
            "relocateAction",
            self.tr("Relocate cache…"),
            "Ctrl+Shift+R",
            self.tr("Move the cache to the best folder where renames were measured to work"),
        )
        self.relocate_to = self._make(
            "relocateToAction",
            self.tr("Cache to a folder of my choice…"),
            "",
            self.tr("Move the cache to a folder that you choose"),
        )
        self.relocate_temp = self._make(
            "relocateTempAction",
            self.tr("Temp folder to a folder of my choice…"),
            "",
            self.tr("Let the project use another temp folder"),
        )
        self.relocate_environment = self._make(
            "relocateEnvironmentAction",
            self.tr("Environment to a folder of my choice…"),
            "",
            self.tr("Let the project's environment be made in another folder"),
        )
        self.undo = self._make(
            "undoAction",
            self.tr("Undo relocation"),
            "Ctrl+Shift+Z",
            self._undo_hint(None),
        )
        self.refresh = self._make(
            "refreshAction", self.tr("Refresh"), "F5", self.tr("Look at the project's files and settings again")
        )
        self.count = self._make(
            "countAction", self.tr("Count the places"), "F6", self.tr("Count the files and bytes of every place")
        )
        self.measure = self._make(
            "measureAction",
            self.tr("Count and measure renames"),
            "Shift+F6",
            self.tr("Count the places, and measure whether renames work in them"),
        )
        self.show_cache = self._make(
            "showCacheAction",
            self.tr("What is in the cache…"),
            "Ctrl+Shift+C",
            self.tr("See what the cache holds, and clean or prune it"),
        )
        self.history = self._make(
            "historyAction", self.tr("History"), "Ctrl+H", self.tr("See how earlier runs ended and what was measured")
        )
        self.wheels = self._make(
            "wheelsAction",
            self.tr("Wheels"),
            "Ctrl+Shift+W",
            self.tr("See and change the local files that the project uses"),
        )
        self.network = self._make(
            "networkAction",
            self.tr("Network"),
            "Ctrl+Shift+N",
            self.tr("See the servers, the proxy, the indexes and the logins of the project, and check them"),
        )
        self.request = self._make(
            "requestAction",
            self.tr("Request to the IT department…"),
            "",
            self.tr("Write a page with what fails, what was measured and what to exclude"),
        )
        self._make_for_programs()
        self.settings = self._make(
            "settingsAction",
            self.tr("Settings…"),
            "Ctrl+,",
            self.tr("See where every setting of the project comes from, and change it"),
        )
        self.default_settings = self._make(
            "defaultSettingsAction",
            self.tr("Defaults for all projects…"),
            "",
            self.tr("See and change what holds in all your projects"),
        )
        self.places_root = self._make("placesRootAction", self.tr("Places of new projects…"), "", "")
        self.find = self._make("findAction", self.tr("Search the log"), "Ctrl+F", "")
        self.next_project = self._make("nextProjectAction", self.tr("Next project"), "Ctrl+PgDown", "")
        self.previous_project = self._make("previousProjectAction", self.tr("Previous project"), "Ctrl+PgUp", "")
        self.about = self._make("aboutAction", self.tr("About Wheelyard"), "", "")
        self.close_window = self._make("closeAction", self.tr("Close Wheelyard"), "", "")
        self.close_window.setShortcuts([QKeySequence(QKeySequence.StandardKey.Quit), QKeySequence("Ctrl+W")])
        self.appearances = {
            Appearance.SYSTEM: self._make("systemAppearanceAction", self.tr("Like the system"), "", ""),
            Appearance.LIGHT: self._make("lightAppearanceAction", self.tr("Light"), "", ""),
            Appearance.DARK: self._make("darkAppearanceAction", self.tr("Dark"), "", ""),
        }
        self._group = QActionGroup(self)
        for action in self.appearances.values():
            action.setCheckable(True)
            self._group.addAction(action)
        self.show_possible(None)

    def _make_for_programs(self) -> None:
        """Make the actions that hand the project's environment to other programs, and the check of all that."""
        self.open_terminal = self._make(
            "openTerminalAction",
            self.tr("Open terminal here"),
            "Ctrl+T",
            self.tr("Open a terminal in the project with its cache, its temp folder and its environment"),
        )
        self.open_editor = self._make(
            "openEditorAction",
            self.tr("Open in editor"),
            "Ctrl+E",
            self.tr("Open the project in your editor with the same environment as in a terminal"),
        )
        self.save_script = self._make(
            "saveScriptAction",
            self.tr("Save as script…"),
            "",
            self.tr("Write a script that gives a shell the project's environment"),
        )
        self.import_script = self._make(
            "importScriptAction",
            self.tr("Import script…"),
            "",
            self.tr("Take the settings over that a script of yours makes for uv"),
        )
        self.check = self._make(
            "checkAction",
            self.tr("Check the configuration"),
            "F8",
            self.tr("Check uv, the project, its places and every source of its settings"),
        )

    def show_possible(self, entry: ProjectState | None) -> None:
        """Enable what can be done with the shown project now."""
        busy = entry is not None and entry.badge in _BUSY
        idle = entry is not None and not busy
        self.refresh.setEnabled(entry is not None)
        self.settings.setEnabled(entry is not None)
        self.history.setEnabled(entry is not None)
        self.wheels.setEnabled(entry is not None)
        self.network.setEnabled(entry is not None)
        for action in (self.open_terminal, self.open_editor, self.save_script, self.import_script, self.check):
            action.setEnabled(entry is not None)
        for action in (
            self.sync,
            self.sync_patiently,
            self.lock,
            self.relocate,
            self.relocate_to,
            self.relocate_temp,
            self.relocate_environment,
            self.remove_project,
            self.request,
        ):
            action.setEnabled(idle)
        self._show_counting(entry)
        self.cancel.setEnabled(busy)
        self.undo.setEnabled(idle and can_undo(entry))
        self.undo.setStatusTip(self._undo_hint(entry))
        self.undo.setVisible(can_undo(entry))

    def with_keys(self) -> tuple[QAction, ...]:
        """Return the actions whose keys are worth knowing, in the order of their use."""
        return (
            self.add_project,
            self.sync,
            self.sync_patiently,
            self.lock,
            self.cancel,
            self.relocate,
            self.undo,
            self.count,
            self.show_cache,
            self.settings,
            self.history,
            self.wheels,
            self.network,
            self.open_terminal,
            self.open_editor,
            self.check,
            self.refresh,
            self.find,
            self.next_project,
            self.previous_project,
        )

    def _show_counting(self, entry: ProjectState | None) -> None:
        known = entry is not None and entry.details is not None and entry.details.places is not None
        counting = entry is not None and entry.counting is not None
        self.count.setEnabled(known)
        self.count.setText(self.tr("Stop counting") if counting else self.tr("Count the places"))
        self.measure.setEnabled(known and not counting)
        self.show_cache.setEnabled(known)

    def _undo_hint(self, entry: ProjectState | None) -> str:
        way = None if entry is None or entry.details is None else entry.details.way_back
        if way is None:
            return self.tr("Bring the place that moved last back to where it was")
        return self.tr("Bring the {place} back from {now} to {before}").format(
            place=place_word(way.kind), now=way.now, before=way.before
        )

    def _make(self, name: str, text: str, shortcut: str, hint: str) -> QAction:
        action = QAction(text, self._owner)
        action.setObjectName(name)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        if hint:
            action.setStatusTip(hint)
        self._owner.addAction(action)
        return action


def can_undo(entry: ProjectState | None) -> bool:
    """Whether the project's last relocation can be taken back."""
    if entry is None:
        return False
    return entry.relocation is not None or (entry.details is not None and entry.details.can_undo_relocation)


def command_to_rerun(entry: ProjectState) -> AnyUvCommand | None:
    """Return the uv command that failed, also when a repair on its behalf failed after it."""
    failed = entry.failed_command
    if isinstance(failed, RepairCommand):
        return failed.then
    return failed if isinstance(failed, AnyUvCommand) else None
