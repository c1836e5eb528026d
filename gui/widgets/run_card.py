"""What will run: uv, Python, certificates, link mode, and the three places with who decided them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.model.events import ProjectDetails
from core.model.project import Project
from core.model.settings import Place, PlaceKind
from gui import wording
from gui.theme import XL, L, M, S
from gui.widgets.card import FoldingCard
from gui.widgets.text import CopyButton, ElidedLabel, label


class _Fact(QWidget):
    """A caption over a value, with the whole story in the tooltip."""

    def __init__(self, caption: str, name: str) -> None:
        super().__init__()
        self._value = ElidedLabel(mode=Qt.TextElideMode.ElideRight)
        self._value.setObjectName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(label(caption, "caption"))
        layout.addWidget(self._value)

    def show_value(self, value: str, hint: str) -> None:
        """Show a value."""
        self._value.show_text(value, hint)


class _PlaceLine:
    """One place in the grid: kind, path, who decided, free space."""

    def __init__(self, grid: QGridLayout, row: int, kind: PlaceKind, copy_words: str) -> None:
        name = kind.value
        self._path = ElidedLabel(mono=True, tight=True)
        self._path.setObjectName(f"place-{name}")
        self._origin = label(kind="muted", name=f"place-{name}-origin")
        self._free = label(kind="muted", name=f"place-{name}-free")
        self._copy = CopyButton(copy_words, name=f"place-{name}-copy")
        grid.addWidget(label(wording.place_label(kind), "muted"), row, 0)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(self._path)
        line.addWidget(self._copy)
        line.addStretch(1)
        grid.addLayout(line, row, 1)
        grid.addWidget(self._origin, row, 2)
        grid.addWidget(self._free, row, 3, Qt.AlignmentFlag.AlignRight)

    def show_place(self, place: Place | None, free: int | None, unknown: str) -> None:
        """Show a place, or that it is not known."""
        detail = "" if place is None else wording.origin_detail(place.origin)
        self._path.show_text(unknown if place is None else str(place.path), detail)
        self._origin.setText("" if place is None else wording.origin_text(place.origin))
        self._origin.setToolTip(detail)
        self._free.setText("" if free is None else wording.free_text(free))
        self._copy.set_text("" if place is None else str(place.path))
        self._copy.setEnabled(place is not None)


class RunCard(FoldingCard):
    """Shows the details of a project; everything that could not be found says so."""

    def __init__(self) -> None:
        super().__init__("runCard", "")
        self._button.setText(self.tr("What will run"))
        facts = QHBoxLayout()
        facts.setSpacing(XL)
        self._uv = _Fact(self.tr("uv"), "factUv")
        self._python = _Fact(self.tr("Python"), "factPython")
        self._certificates = _Fact(self.tr("Certificates"), "factCertificates")
        self._link_mode = _Fact(self.tr("Link mode"), "factLinkMode")
        for fact in (self._uv, self._python, self._certificates, self._link_mode):
            facts.addWidget(fact, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 84)
        self._places = {
            kind: _PlaceLine(
                grid, row, kind, self.tr("Copy the path of the {place}").format(place=wording.place_word(kind))
            )
            for row, kind in enumerate(PlaceKind)
        }
        self.body.setSpacing(L)
        self.body.addLayout(facts)
        self.body.addLayout(grid)

    def show_details(self, project: Project, details: ProjectDetails | None) -> None:
        """Show what is known of a project."""
        looking = self.tr("looking…") if details is None else self.tr("not found")
        known = details or ProjectDetails()
        self._uv.show_value(known.uv_version or looking, known.uv_program or "")
        self._python.show_value(self._python_text(project, known) or looking, known.python_program or "")
        self._certificates.show_value(known.certificates or looking, "")
        self._link_mode.show_value(known.link_mode or (looking if details is None else self.tr("uv's default")), "")
        for kind, line in self._places.items():
            place = None if known.places is None else known.places.of(kind)
            line.show_place(place, known.free_bytes.get(kind), looking)
        self.set_summary(self._essence(known))

    def _python_text(self, project: Project, details: ProjectDetails) -> str:
        if details.python_version is None:
            return ""
        if project.requires_python is None:
            return details.python_version
        return self.tr("{version} (project asks {wanted})").format(
            version=details.python_version, wanted=project.requires_python
        )

    def _essence(self, details: ProjectDetails) -> str:
        parts = []
        if details.uv_version:
            parts.append(self.tr("uv {version}").format(version=details.uv_version))
        if details.python_version:
            parts.append(self.tr("Python {version}").format(version=details.python_version))
        if details.places is not None:
            parts.append(self.tr("cache in {path}").format(path=details.places.cache.path))
        return " · ".join(parts)
