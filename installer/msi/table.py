"""One table of an installer database, and its text as an .idt file, which Windows and msitools import alike."""

from collections.abc import Sequence

from msgspec import Struct

Cell = str | int | None


class Table(Struct, frozen=True):
    """A table: ``columns`` are names with types such as ``s72`` or ``I2``, the first ``keys`` of them its key."""

    name: str
    columns: tuple[tuple[str, str], ...]
    keys: int
    rows: tuple[tuple[Cell, ...], ...]

    def as_idt(self) -> bytes:
        """Return the table as a text archive.

        Raises ValueError when a row does not fit the columns, or a cell holds what divides cells or is not ASCII.
        """
        names = [name for name, _ in self.columns]
        lines = [names, [kind for _, kind in self.columns], [self.name, *names[: self.keys]]]
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"A row of {self.name} has {len(row)} cells, not {len(self.columns)}.")
            lines.append(["" if cell is None else str(cell) for cell in row])
        return "".join(f"{_line(cells)}\r\n" for cells in lines).encode("ascii")


def _line(cells: Sequence[str]) -> str:
    if any(character in cell for cell in cells for character in "\t\r\n"):
        raise ValueError(f"A cell of an installer table may not hold tabs or line ends: {cells}")
    return "\t".join(cells)
