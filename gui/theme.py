"""The design system: spacing, type, colour roles, the two palettes, and the style sheet made from them."""

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from gui.stylesheet import style_sheet

THEME_VARIABLE: Final = "WHEELYARD_THEME"

# One scale for every gap and inset, in device independent pixels.
XS: Final = 4
S: Final = 8
M: Final = 12
L: Final = 16
XL: Final = 24
XXL: Final = 40

RADIUS: Final = 8
ROW_HEIGHT: Final = 32
ICON: Final = 16

_GENERIC_FAMILIES = frozenset({"", "Sans Serif", "Sans", "DejaVu Sans", "MS Shell Dlg 2"})
_GOOD_FAMILIES = (
    "Segoe UI Variable Text",
    "Segoe UI",
    "Inter",
    "Cantarell",
    "Ubuntu",
    "Noto Sans",
    "Open Sans",
    "DejaVu Sans",
)
_MONO_FAMILIES = (
    "Cascadia Mono",
    "Consolas",
    "SF Mono",
    "JetBrains Mono",
    "Ubuntu Mono",
    "Noto Sans Mono",
    "DejaVu Sans Mono",
)


class Appearance(StrEnum):
    """Which palette a person wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """What a colour says; it is always said by an icon or a word as well."""

    NEUTRAL = "neutral"
    INFO = "info"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


_LIGHT_FILL = {
    Tone.NEUTRAL: QColor("#8A919E"),
    Tone.INFO: QColor("#2A62D2"),
    Tone.OK: QColor("#3DAE74"),
    Tone.WARN: QColor("#F0B73A"),
    Tone.BAD: QColor("#E0564B"),
}
_LIGHT_SERIES = tuple(map(QColor, ("#6F9BF0", "#2257BF", "#9B6BD6", "#E3A23B", "#27948A", "#A3A9B5")))
_DARK_SERIES = tuple(map(QColor, ("#3F66BD", "#8FB4FF", "#8059BF", "#E0B052", "#33998D", "#6B7280")))


@dataclass(frozen=True)
class Roles:
    """Every colour that widgets may use, derived from a palette."""

    window: QColor
    surface: QColor
    sunken: QColor
    sidebar: QColor
    hover: QColor
    selected: QColor
    border: QColor
    border_strong: QColor
    text: QColor
    muted: QColor
    disabled: QColor
    accent: QColor
    accent_hover: QColor
    accent_edge: QColor
    on_accent: QColor
    track: QColor
    ok: QColor
    warn: QColor
    bad: QColor
    dark: bool

    def names(self) -> dict[str, str]:
        """Return the colours as the style sheet writes them."""
        return {
            field.name: value.name() for field in fields(self) if isinstance(value := getattr(self, field.name), QColor)
        }

    def tone(self, tone: Tone) -> QColor:
        """Return the strong colour of a tone, for icons and words."""
        return {
            Tone.NEUTRAL: self.muted,
            Tone.INFO: self.accent,
            Tone.OK: self.ok,
            Tone.WARN: self.warn,
            Tone.BAD: self.bad,
        }[tone]

    def soft(self, tone: Tone) -> QColor:
        """Return the quiet ground of a tone, for pills and bars."""
        return mixed(self.surface, self.tone(tone), 0.16 if self.dark else 0.09)

    def fill(self, tone: Tone) -> QColor:
        """Return the colour of a tone for areas, which carry no words and may be lighter."""
        return self.tone(tone) if self.dark else mixed(self.tone(tone), _LIGHT_FILL[tone], 0.75)

    def series(self, number: int) -> QColor:
        """Return the colour of one part of a whole; neighbours differ in lightness, too. Words stand beside each."""
        colours = _DARK_SERIES if self.dark else _LIGHT_SERIES
        return colours[number % len(colours)]

    def on_series(self, number: int) -> QColor:
        """Return the colour of words on ``series(number)``."""
        return QColor("#12161E") if luminance(self.series(number)) > 0.18 else QColor("#FFFFFF")

    def edge(self, tone: Tone) -> QColor:
        """Return the line around a quiet ground."""
        return mixed(self.surface, self.tone(tone), 0.38 if self.dark else 0.30)


def luminance(colour: QColor) -> float:
    """Return how bright a colour is to the eye, from 0 to 1 (WCAG 2, relative luminance)."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(ground: QColor, ink: QColor, share: float) -> QColor:
    """Return ``ground`` with ``share`` (0 to 1) of ``ink`` in it."""
    keep = 1.0 - share
    return QColor.fromRgbF(
        ground.redF() * keep + ink.redF() * share,
        ground.greenF() * keep + ink.greenF() * share,
        ground.blueF() * keep + ink.blueF() * share,
    )


def current_roles() -> Roles:
    """Return the colours of the application as it is shown now.

    A widget's own palette would not do: the style sheet rewrites it for the widgets that it paints.
    """
    return roles_of(QApplication.palette())


def roles_of(palette: QPalette) -> Roles:
    """Derive every colour from the roles of ``palette``."""
    group = QPalette.ColorGroup.Active
    role = QPalette.ColorRole
    return _roles(
        palette.color(group, role.Window).rgb(),
        palette.color(group, role.Base).rgb(),
        palette.color(group, role.WindowText).rgb(),
        palette.color(group, role.Highlight).rgb(),
        palette.color(group, role.HighlightedText).rgb(),
    )


@lru_cache(maxsize=8)
def _roles(window_rgb: int, base_rgb: int, text_rgb: int, accent_rgb: int, on_accent_rgb: int) -> Roles:
    window, base, text = QColor(window_rgb), QColor(base_rgb), QColor(text_rgb)
    accent, on_accent = QColor(accent_rgb), QColor(on_accent_rgb)
    dark = window.lightnessF() < text.lightnessF()
    return Roles(
        window=window,
        surface=base,
        sunken=mixed(base, text, 0.035),
        sidebar=mixed(window, text, 0.03),
        hover=mixed(base, text, 0.055),
        selected=mixed(base, accent, 0.19 if dark else 0.12),
        border=mixed(base, text, 0.13 if dark else 0.115),
        border_strong=mixed(base, text, 0.27 if dark else 0.23),
        text=text,
        muted=mixed(text, window, 0.31 if dark else 0.33),
        disabled=mixed(text, window, 0.56),
        accent=accent,
        accent_hover=mixed(accent, text, 0.14),
        accent_edge=mixed(accent, on_accent, 0.35),
        on_accent=on_accent,
        track=mixed(base, text, 0.10),
        ok=QColor("#57C08A") if dark else QColor("#147A46"),
        warn=QColor("#E2B04A") if dark else QColor("#8F5F00"),
        bad=QColor("#FF8379") if dark else QColor("#BC2F26"),
        dark=dark,
    )


def palette_for(*, dark: bool) -> QPalette:
    """Return the light or the dark palette."""
    if dark:
        return _palette("#15181E", "#1D2128", "#E7EAF0", "#7AA5FF", "#0D1626")
    return _palette("#F5F6F8", "#FFFFFF", "#1A1E26", "#2A62D2", "#FFFFFF")


def _palette(window: str, base: str, text: str, accent: str, on_accent: str) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    ground, sheet, ink = QColor(window), QColor(base), QColor(text)
    for name in (role.Window, role.Button, role.AlternateBase):
        palette.setColor(name, ground)
    for name in (role.Base, role.ToolTipBase, role.Light):
        palette.setColor(name, sheet)
    for name in (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText):
        palette.setColor(name, ink)
    palette.setColor(role.PlaceholderText, mixed(ink, sheet, 0.42))
    palette.setColor(role.Mid, mixed(sheet, ink, 0.22))
    palette.setColor(role.Midlight, mixed(sheet, ink, 0.10))
    palette.setColor(role.Dark, mixed(sheet, ink, 0.32))
    palette.setColor(role.Shadow, mixed(sheet, QColor("#000000"), 0.5))
    for name in (role.Highlight, role.Link, role.Accent):
        palette.setColor(name, QColor(accent))
    palette.setColor(role.HighlightedText, QColor(on_accent))
    faint = mixed(ink, ground, 0.56)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, faint)
    return palette


def mono_font(*, smaller: float = 0.0) -> QFont:
    """Return the font for paths, figures and logs, in points below the window's own size."""
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    installed = frozenset(QFontDatabase.families())
    family = next((name for name in _MONO_FAMILIES if name in installed), None)
    if family is not None:
        font.setFamilies([family])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPointSizeF(QApplication.font().pointSizeF() - 0.5 - smaller)
    return font


def scaled_font(times: float, *, bold: bool = False) -> QFont:
    """Return the window's font at a step of the type scale."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * times)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def set_kind(widget: QWidget, kind: str) -> None:
    """Give a widget its part in the style sheet, also when it already had another."""
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Theme(QObject):
    """Keeps the application's palette and style sheet in step with the system and with the person's choice."""

    changed = Signal()

    def __init__(self, app: QApplication, appearance: Appearance = Appearance.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._appearance = appearance
        app.setStyle("Fusion")
        app.setFont(_window_font(app.font()))
        app.styleHints().colorSchemeChanged.connect(self._on_system_change)
        self.choose(appearance)

    @property
    def appearance(self) -> Appearance:
        """What the person chose."""
        return self._appearance

    @property
    def dark(self) -> bool:
        """Whether the dark palette is shown."""
        if self._appearance is Appearance.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._appearance is Appearance.DARK

    def choose(self, appearance: Appearance) -> None:
        """Show another appearance, title bars included where the platform can."""
        self._appearance = appearance
        self._app.styleHints().setColorScheme(
            {
                Appearance.SYSTEM: Qt.ColorScheme.Unknown,
                Appearance.LIGHT: Qt.ColorScheme.Light,
                Appearance.DARK: Qt.ColorScheme.Dark,
            }[appearance]
        )
        self._apply()

    def _on_system_change(self, scheme: Qt.ColorScheme) -> None:
        del scheme  # the hint is asked again, because a choice of one's own goes before it
        self._apply()

    def _apply(self) -> None:
        palette = palette_for(dark=self.dark)
        sheet = style_sheet(roles_of(palette).names(), self._app.font().pointSizeF())
        if sheet == self._app.styleSheet():
            return  # a style sheet that is set again makes every widget polish itself anew
        self._app.setPalette(palette)
        self._app.setStyleSheet(sheet)
        self.changed.emit()


def _window_font(system: QFont) -> QFont:
    font = QFont(system)
    if font.family() in _GENERIC_FAMILIES:
        installed = frozenset(QFontDatabase.families())
        family = next((name for name in _GOOD_FAMILIES if name in installed), None)
        if family is not None:
            font.setFamilies([family])
    font.setPointSizeF(max(font.pointSizeF(), 9.75))
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font
