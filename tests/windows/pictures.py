"""Photographs of the lab's screens, kept to be looked at."""

from PySide6.QtGui import QImage

from tests.windows.lab.recipe import CHECKOUT

PICTURES = CHECKOUT / "build" / "pictures"
"""Where they are kept from one run to the next."""
FEWEST_COLOURS = 60
"""A drawn window has text and icons with soft edges; an empty screen has one colour."""


def colours(image: QImage) -> set[int]:
    """Return the colours of a picture, looked at in every third row and column."""
    return {image.pixel(column, row) for row in range(0, image.height(), 3) for column in range(0, image.width(), 3)}
