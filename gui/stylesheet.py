"""The one style sheet, written from colour roles; widgets carry a ``kind`` and no colours of their own."""

from collections.abc import Mapping
from string import Template

_TEMPLATE = Template("""
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[kind="page"] { background: $window; }
QToolTip { background: $surface; color: $text; border: 1px solid $border_strong; padding: 5px 8px; }

QLabel { background: transparent; }
QLabel[kind="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[kind="heading"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[kind="section"] { font-weight: 600; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="caption"] { color: $muted; font-size: ${caption}pt; }
QLabel[kind="bad"] { color: $bad; }

QFrame[kind="card"] { background: $surface; border: 1px solid $border; border-radius: 10px; }
QFrame[kind="well"] { background: $sunken; border: 1px solid $border; border-radius: 8px; }
QFrame[kind="lead"] { background: $surface; border: 1px solid $accent; border-radius: 8px; }
QFrame[kind="sidebar"] { background: $sidebar; border: none; border-right: 1px solid $border; }
QFrame[kind="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }

QPushButton, QToolButton[kind="plain"] {
    background: $surface; border: 1px solid $border_strong; border-radius: 6px;
    padding: 6px 13px; font-weight: 500;
}
QPushButton, QToolButton, QTabBar { outline: none; }
QPushButton:hover, QToolButton[kind="plain"]:hover { background: $hover; }
QPushButton:pressed, QToolButton[kind="plain"]:pressed { background: $sunken; }
QPushButton:focus, QToolButton[kind="plain"]:focus { border: 2px solid $accent; padding: 5px 12px; }
QPushButton:disabled, QToolButton[kind="plain"]:disabled {
    color: $disabled; background: transparent; border-color: $border;
}
QPushButton[kind="primary"], QToolButton[kind="primary"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; border-radius: 6px;
    padding: 6px 15px; font-weight: 600;
}
QPushButton[kind="primary"]:hover, QToolButton[kind="primary"]:hover {
    background: $accent_hover; border-color: $accent_hover;
}
QPushButton[kind="primary"]:focus, QToolButton[kind="primary"]:focus {
    border: 2px solid $text; padding: 5px 14px;
}
QPushButton[kind="primary"]:disabled, QToolButton[kind="primary"]:disabled {
    background: $hover; color: $disabled; border-color: $border;
}
QPushButton[waiting="true"], QPushButton[waiting="true"]:hover, QPushButton[waiting="true"]:pressed {
    color: $disabled; background: $hover;
}
QPushButton[kind="split"], QToolButton[kind="split-end"] {
    background: $surface; border: 1px solid $border_strong; padding: 6px 13px; font-weight: 500;
}
QPushButton[kind="split"] { border-top-left-radius: 6px; border-bottom-left-radius: 6px;
    border-top-right-radius: 0; border-bottom-right-radius: 0; border-right: 0 solid transparent; }
QToolButton[kind="split-end"] {
    border-top-right-radius: 6px; border-bottom-right-radius: 6px; padding: 6px 5px;
}
QPushButton[kind="split"]:hover, QToolButton[kind="split-end"]:hover { background: $hover; }
QPushButton[kind="split"]:focus, QToolButton[kind="split-end"]:focus { border: 2px solid $accent; }
QPushButton[kind="split"]:focus { padding: 5px 12px; }
QToolButton[kind="split-end"]:focus { padding: 5px 4px; }
QPushButton[kind="split"]:disabled, QToolButton[kind="split-end"]:disabled {
    color: $disabled; background: transparent; border-color: $border;
}
QPushButton[kind="primary-split"], QToolButton[kind="primary-split-end"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; padding: 6px 14px; font-weight: 600;
}
QPushButton[kind="primary-split"] { border-top-left-radius: 6px; border-bottom-left-radius: 6px;
    border-top-right-radius: 0; border-bottom-right-radius: 0; }
QToolButton[kind="primary-split-end"] {
    border-top-right-radius: 6px; border-bottom-right-radius: 6px; padding: 6px 5px;
    border-left: 1px solid $accent_edge;
}
QPushButton[kind="primary-split"]:hover, QToolButton[kind="primary-split-end"]:hover { background: $accent_hover; }
QPushButton[kind="primary-split"]:focus { border: 2px solid $text; padding: 5px 13px; }
QToolButton[kind="primary-split-end"]:focus { border: 2px solid $text; padding: 5px 4px; }
QPushButton[kind="primary-split"]:disabled, QToolButton[kind="primary-split-end"]:disabled {
    background: $hover; color: $disabled; border-color: $border;
}
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[kind="ghost"], QPushButton[kind="ghost"] {
    background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px; font-weight: 400;
}
QPushButton[kind="ghost"] { padding: 5px 9px; }
QPushButton[kind="ghost"][wordless="true"] { padding: 5px; }
QToolButton[kind="ghost"]:hover, QPushButton[kind="ghost"]:hover { background: $hover; border-color: $hover; }
QToolButton[kind="ghost"]:disabled { color: $disabled; }
QToolButton[kind="ghost"]:checked { background: $selected; border-color: $selected; }
QToolButton[kind="ghost"]:focus, QPushButton[kind="ghost"]:focus { border: 1px solid $accent; }
QPushButton[kind="disclosure"] {
    background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px 6px;
    text-align: left; font-weight: 600;
}
QPushButton[kind="disclosure"]:hover { background: $hover; }
QPushButton[kind="disclosure"]:focus { border: 1px solid $accent; padding: 3px 6px; }

QLineEdit {
    background: $surface; border: 1px solid $border_strong; border-radius: 6px; padding: 5px 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:read-only { background: $sunken; border-color: $border; }
QLineEdit:focus { border: 2px solid $accent; padding: 4px 7px; }
QPlainTextEdit {
    background: $surface; border: none; selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit[kind="raw"] { background: $sunken; border: 1px solid $border; border-radius: 8px; padding: 6px; }
QPlainTextEdit[kind="raw"]:focus { border: 1px solid $accent; }

QListView { background: transparent; border: none; outline: none; }
QTableView {
    background: $surface; border: none; outline: none; gridline-color: transparent;
    selection-background-color: $selected; selection-color: $text;
}
QTableView::item { padding: 0 5px; border: none; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 7px 8px; font-size: ${caption}pt; font-weight: 600;
}
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $surface; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid $border; top: -1px; }
QTabWidget::tab-bar { left: 8px; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
    padding: 9px 4px 8px 4px; margin: 0 10px; font-weight: 600;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { color: $accent; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[kind="scrolled"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $border_strong; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $surface; border: 1px solid $border_strong; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }
""")


def style_sheet(colours: Mapping[str, str], points: float) -> str:
    """Return the style sheet for colours by role name and a base size in points."""
    sizes = {
        "title": f"{points * 1.62:.2f}",
        "heading": f"{points * 1.18:.2f}",
        "caption": f"{points * 0.92:.2f}",
    }
    return _TEMPLATE.substitute(colours, **sizes)
