"""What will run: uv, Python, certificates and the link mode."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.model.events import ProjectDetails
from core.model.project import Project
from gui.theme import XL, L, M
from gui.widgets.card import FoldingCard
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.text import ElidedLabel, label


class _Fact(QWidget):
    """A caption over a value, with the whole story in the tooltip."""

    def __init__(self, caption: str, name: str) -> None:
        super().__init__()
        self._value = ElidedLabel(mode=Qt.TextElideMode.ElideRight, tight=True)
        self._value.setObjectName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(label(caption, "caption"))
        layout.addWidget(self._value)

    def show_value(self, value: str, hint: str) -> None:
        """Show a value; an empty one hides the fact."""
        self._value.show_text(value, hint)
        self.setVisible(bool(value))


class RunCard(FoldingCard):
    """Shows the details of a project; what was looked for and not found says so, the rest says nothing."""

    def __init__(self) -> None:
        super().__init__("runCard", "")
        self._button.setText(self.tr("What will run"))
        facts = FlowLayout(across=XL, down=M)
        self._uv = _Fact(self.tr("uv"), "factUv")
        self._python = _Fact(self.tr("Python"), "factPython")
        self._certificates = _Fact(self.tr("Certificates"), "factCertificates")
        self._link_mode = _Fact(self.tr("Link mode"), "factLinkMode")
        for fact in (self._uv, self._python, self._certificates, self._link_mode):
            facts.addWidget(fact)
        self._rest = label(
            self.tr("Python and the places were not looked for: they depend on what is wrong above."),
            "muted",
            wrap=True,
            name="notLookedFor",
        )
        self.body.setSpacing(L)
        self.body.addLayout(facts)
        self.body.addWidget(self._rest)

    def show_details(self, project: Project, details: ProjectDetails | None) -> None:
        """Show what is known of a project."""
        missing = self.tr("looking…") if details is None else self.tr("not found")
        known = details or ProjectDetails()
        in_trouble = known.trouble is not None
        # In trouble, nobody looked for what depends on the project: "not found" would be untrue.
        depending = "" if in_trouble else missing
        link_mode = missing if details is None else self.tr("uv's default")
        self._uv.show_value(known.uv_version or missing, known.uv_program or "")
        self._python.show_value(self._python_text(project, known) or depending, known.python_program or "")
        self._certificates.show_value(known.certificates or depending, "")
        self._link_mode.show_value("" if in_trouble else known.link_mode or link_mode, "")
        self._rest.setVisible(in_trouble)
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
        return " · ".join(parts)
