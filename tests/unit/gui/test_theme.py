"""Every colour can be read on what it stands on, and follows the palette."""

import itertools

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from core.model.measurements import CacheBucket
from gui import icons, signs
from gui.stylesheet import style_sheet
from gui.theme import Appearance, Theme, Tone, current_roles, palette_for, roles_of


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_words_have_the_contrast_that_the_rules_for_the_web_ask(qapp: object, dark: bool) -> None:  # noqa: FBT001
    roles = roles_of(palette_for(dark=dark))
    assert roles.dark is dark
    for ground in (roles.window, roles.surface, roles.sidebar, roles.sunken, roles.selected):
        assert contrast(roles.text, ground) >= 7
        assert contrast(roles.muted, ground) >= 4.5
    assert contrast(roles.on_accent, roles.accent) >= 4.5
    for tone in Tone:
        assert contrast(roles.tone(tone), roles.surface) >= 4.5
        assert contrast(roles.tone(tone), roles.soft(tone)) >= 4.5


def test_the_persons_choice_changes_palette_and_style_sheet(qapp: QApplication, theme: Theme) -> None:
    light = qapp.styleSheet()
    assert not current_roles().dark
    theme.choose(Appearance.DARK)
    assert theme.dark
    assert current_roles().dark
    assert qapp.styleSheet() != light
    theme.choose(Appearance.LIGHT)
    assert qapp.styleSheet() == light


def test_the_style_sheet_names_no_role_that_is_not_there(qapp: object) -> None:
    names = roles_of(palette_for(dark=True)).names()
    assert "$" not in style_sheet(names, 10.0)


def test_every_sign_is_drawn_and_tinted(qapp: object) -> None:
    roles = roles_of(palette_for(dark=False))
    named = {sign.icon for table in (signs.BADGES, signs.PHASES, signs.VERDICTS) for sign in table.values()}
    for name in sorted(named):
        assert "currentColor" in icons.drawing(name)
        image = icons.pixmap(name, roles.accent.name(), 16, 2.0).toImage()
        colours = {
            image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255
        }
        assert roles.accent.name() in colours


def test_states_of_one_table_differ_without_colour() -> None:
    for table in (signs.BADGES, signs.VERDICTS):
        drawn = [sign.icon for sign in table.values()]
        assert len(drawn) == len(set(drawn))


def test_an_icon_that_is_not_drawn_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icons.drawing("nothing-of-that-name")


@pytest.mark.parametrize("dark", [False, True])
def test_parts_of_a_bar_differ_from_their_neighbours_and_carry_words(qapp: object, dark: bool) -> None:  # noqa: FBT001
    roles = roles_of(palette_for(dark=dark))
    parts = [roles.series(number) for number in range(len(CacheBucket))]
    assert len({part.name() for part in parts}) == len(parts)
    for number, part in enumerate(parts):
        assert contrast(roles.on_series(number), part) >= 4.5
    for part, neighbour in itertools.pairwise(parts):
        assert contrast(part, neighbour) >= 1.25
