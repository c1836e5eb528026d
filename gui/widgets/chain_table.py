"""The certificates that a server sent, below each other."""

from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from core.model.endpoint import CertificateSeen
from gui.models.chain import ChainColumn, ChainModel
from gui.theme import ROW_HEIGHT, XS
from gui.widgets.card import Card
from gui.widgets.delegates import SignDelegate
from gui.widgets.package_table import make_table
from gui.widgets.text import label


class ChainTable(QWidget):
    """Shows a chain as high as it is; hidden where none was sent."""

    def __init__(self, host: str) -> None:
        super().__init__()
        self.view = make_table("chainTable", self.tr("Certificates that {host} sent").format(host=host))
        self.model = ChainModel(self.view)
        self.view.setModel(self.model)
        self._signs = SignDelegate(self.view)
        self.view.setItemDelegateForColumn(ChainColumn.VALID, self._signs)
        header = self.view.horizontalHeader()
        header.setSectionsClickable(False)
        for column in (ChainColumn.SUBJECT, ChainColumn.ISSUER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column in (ChainColumn.VALID, ChainColumn.KEY):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        frame = Card("chainFrame", inset=1)
        frame.body.addWidget(self.view)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(XS)
        column_.addWidget(label(self.tr("Certificates that it sent"), "section", wrap=True))
        column_.addWidget(frame)

    def show_chain(self, chain: tuple[CertificateSeen, ...]) -> None:
        """Show another chain."""
        self.setVisible(bool(chain))
        self.model.set_rows(chain)
        header = self.view.horizontalHeader().sizeHint().height()
        self.view.setFixedHeight(header + max(1, len(chain)) * ROW_HEIGHT + 2)
