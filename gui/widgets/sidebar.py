"""The list of projects at the left, with its buttons."""

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLabel, QListView, QMenu, QVBoxLayout

from core.model.state import ProjectState
from gui.actions import Actions
from gui.icons import app_icon
from gui.models.projects import ProjectsModel
from gui.theme import L, M, S, set_kind
from gui.widgets.buttons import ActionButton, IconButton
from gui.widgets.delegates import ProjectDelegate
from gui.widgets.text import label


class Sidebar(QFrame):
    """Shows the projects; ``selected`` carries the folder of the one to show."""

    selected = Signal(object)

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        set_kind(self, "sidebar")
        self._actions = actions
        self._current: Path | None = None
        self.model = ProjectsModel(self)
        self.view = self._make_view()
        self._delegate = ProjectDelegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self._build()
        self.view.selectionModel().currentChanged.connect(self._on_current)

    def _make_view(self) -> QListView:
        view = QListView()
        view.setObjectName("projectList")
        view.setAccessibleName(self.tr("Projects"))
        view.setModel(self.model)
        view.setMouseTracking(True)
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        view.addAction(self._actions.refresh)
        view.addAction(self._actions.remove_project)
        # An empty list shows nothing that could be marked as having the keyboard.
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return view

    def _build(self) -> None:
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(24, 24))
        head = QHBoxLayout()
        head.setContentsMargins(L, L + 4, M, S)
        head.setSpacing(S + 2)
        head.addWidget(picture)
        head.addWidget(label(self.tr("Wheelyard"), "heading"))
        head.addStretch(1)
        self._more = IconButton("more", self.tr("More"), "moreButton")
        self._more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self.menu = self._menu()
        self._more.setMenu(self.menu)
        head.addWidget(self._more)
        self._caption = caption = label(self.tr("Projects"), "caption")
        caption.setContentsMargins(L, S, 0, 2)
        foot = QHBoxLayout()
        foot.setContentsMargins(M, S, M, M)
        add = ActionButton(self._actions.add_project, "addProjectButton", icon_name="folder-add")
        foot.addWidget(add, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(caption)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        actions = self._actions
        menu.addAction(actions.add_project)
        menu.addAction(actions.remove_project)
        menu.addSeparator()
        menu.addAction(actions.sync_patiently)
        menu.addAction(actions.count)
        menu.addAction(actions.measure)
        menu.addAction(actions.show_cache)
        menu.addAction(actions.refresh)
        menu.addSeparator()
        menu.addAction(actions.wheels)
        menu.addAction(actions.network)
        menu.addAction(actions.history)
        menu.addAction(actions.request)
        menu.addSeparator()
        menu.addAction(actions.open_terminal)
        menu.addAction(actions.open_editor)
        menu.addAction(actions.save_script)
        menu.addAction(actions.import_script)
        menu.addAction(actions.check)
        menu.addSeparator()
        menu.addAction(actions.settings)
        menu.addAction(actions.default_settings)
        menu.addAction(actions.places_root)
        appearance = menu.addMenu(self.tr("Appearance"))
        for action in actions.appearances.values():
            appearance.addAction(action)
        menu.addAction(actions.about)
        menu.addSeparator()
        menu.addAction(actions.close_window)
        return menu

    @property
    def current(self) -> Path | None:
        """The folder of the selected project."""
        return self._current

    def show_projects(self, projects: tuple[ProjectState, ...]) -> None:
        """Show other projects; the selection stays with its folder, or goes to a neighbour."""
        wanted = self._current
        row = max(0, self.view.currentIndex().row())
        self.model.set_rows(projects)
        self._caption.setVisible(bool(projects))
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus if projects else Qt.FocusPolicy.NoFocus)
        if wanted is not None and self.model.row_of(wanted) >= 0:
            self.select(wanted)
        elif projects:
            self.select(projects[min(row, len(projects) - 1)].project.folder)
        elif wanted is not None:
            self._current = None
            self.selected.emit(None)

    def select(self, folder: Path) -> None:
        """Select a project; one that is not on the list is not."""
        row = self.model.row_of(folder)
        if row < 0:
            return
        index = self.model.index(row, 0)
        if self.view.currentIndex() != index:
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.view.scrollTo(index)

    def step(self, by: int) -> None:
        """Select the project ``by`` rows further, round the ends."""
        count = self.model.rowCount()
        if count:
            row = (max(0, self.view.currentIndex().row()) + by) % count
            self.select(self.model.rows[row].project.folder)

    def _on_current(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        folder = self.model.rows[index.row()].project.folder
        if folder != self._current:
            self._current = folder
            self.selected.emit(folder)
