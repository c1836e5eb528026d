"""Figures that the lab's tests measure on the way, kept beside the pictures; they are looked at, never asserted."""

from filelock import FileLock

from tests.windows.pictures import PICTURES

FIGURES = PICTURES.parent / "lab-figures.txt"


def record(sentence: str) -> None:
    """Add a line to the figures of this run."""
    FIGURES.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(FIGURES.with_suffix(".lock")), FIGURES.open("a", encoding="utf-8") as file:
        file.write(f"{sentence}\n")
