"""A terminal screen that keeps text only: rows of characters, a cursor, and the rows that scrolled away.

Colours are dropped. It is made for speed: a program may redraw fifty rows twenty times a second, and a
screen with an object per cell would take most of one processor for that.
"""

import re
import unicodedata
from collections.abc import Callable

from msgspec import Struct

MOST_MARKS = 16
"""Combining marks that one cell keeps; a flood of them must not grow a cell without end."""


_NARROW = re.compile(
    "[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2190-\u21ff\u2500-\u259f\u2800-\u28ff\ufffd]+"
)
"""Characters that certainly take one column each: drawn together, which is much faster."""


class Row(Struct):
    """One row; ``wraps`` says that the text ran over into the next row without a line end."""

    cells: list[str]
    wraps: bool = False

    def text(self) -> str:
        """Return the characters from the first column to the last that was written."""
        return "".join(self.cells)


class TextScreen:
    """Rows and a cursor, moved by the operations of a terminal; columns and rows count from 0.

    ``before_redraw`` is called when the cursor is about to go up or a row is about to be erased: the
    moment at which a frame of progress bars is complete.
    """

    def __init__(self, columns: int, rows: int, before_redraw: Callable[[], None]) -> None:
        self.columns = max(columns, 2)
        self.height = max(rows, 2)
        self.rows = [Row([]) for _ in range(self.height)]
        self.x = 0
        self.y = 0
        self.scrolled = 0
        self.departed: list[Row] = []
        self.drawn = 0
        self._before_redraw = before_redraw
        self._saved = (0, 0)

    def last_written(self) -> int:
        """Return the index of the last row with anything but blanks, -1 if there is none."""
        for index in range(self.height - 1, -1, -1):
            cells = self.rows[index].cells
            if cells and not "".join(cells).isspace():
                return index
        return -1

    def draw(self, text: str) -> None:
        """Write text at the cursor; it goes on in the next row behind the last column."""
        self.drawn += 1
        position = 0
        while position < len(text):
            run = _NARROW.match(text, position)
            if run is None:
                self._draw_wide(text[position])
                position += 1
                continue
            while position < run.end():
                if self.x >= self.columns:
                    self._wrap()
                end = min(position + self.columns - self.x, run.end())
                self._put(text[position:end])
                position = end

    def pass_page(self) -> None:
        """Forget all rows, as if as many empty lines had scrolled them away, and go to the top left."""
        self.rows = [Row([]) for _ in range(self.height)]
        self.scrolled += self.height
        self.x = self.y = 0

    def line_feed(self) -> None:
        """Go down one row; at the bottom, the top row scrolls away."""
        if self.y + 1 < self.height:
            self.y += 1
            return
        self.departed.append(self.rows.pop(0))
        self.rows.append(Row([]))
        self.scrolled += 1

    def carriage_return(self) -> None:
        """Go to the first column."""
        self.x = 0

    def back(self) -> None:
        """Go one column left."""
        self.x = max(min(self.x, self.columns - 1) - 1, 0)

    def tab(self) -> None:
        """Go to the next column that is a multiple of eight."""
        self.x = min((self.x // 8 + 1) * 8, self.columns - 1)

    def up(self, count: int) -> None:
        """Go up, at most to the top."""
        self._before_redraw()
        self.x = min(self.x, self.columns - 1)
        self.y = max(self.y - count, 0)

    def down(self, count: int) -> None:
        """Go down, at most to the bottom."""
        self.x = min(self.x, self.columns - 1)
        self.y = min(self.y + count, self.height - 1)

    def sideways(self, count: int) -> None:
        """Go right, or left where ``count`` is negative."""
        self.x = min(max(min(self.x, self.columns - 1) + count, 0), self.columns - 1)

    def go(self, x: int | None, y: int | None) -> None:
        """Go to a column, a row, or both."""
        if y is not None:
            target = min(max(y, 0), self.height - 1)
            if target < self.y:
                self._before_redraw()
            if target == self.y + 1 and x == 0 and self._full(self.rows[self.y]):
                # A console that renders by positions goes on with a wrapped line this way.
                self.rows[self.y].wraps = True
            self.y = target
        self.x = min(max(self.x if x is None else x, 0), self.columns - 1)

    def erase_in_line(self, how: int) -> None:
        """Erase from the cursor (0), up to the cursor (1), or the whole row (2)."""
        row = self.rows[self.y]
        column = self._column()
        if how == 0:
            del row.cells[column:]
            row.wraps = False
        elif how == 1:
            row.cells[: column + 1] = " " * min(column + 1, len(row.cells))
        elif how == 2:
            self._before_redraw()
            row.cells.clear()
            row.wraps = False

    def erase_in_display(self, how: int) -> None:
        """Erase below (0), above (1) or everything (2, 3); everything scrolls away and is not lost."""
        if how == 0:
            self.erase_in_line(0)
            for index in range(self.y + 1, self.height):
                self.rows[index] = Row([])
        elif how == 1:
            for index in range(self.y):
                self.rows[index] = Row([])
            self.erase_in_line(1)
        elif how in {2, 3}:
            kept = self.last_written() + 1
            self.departed.extend(self.rows[:kept])
            self.rows = [*self.rows[kept:], *(Row([]) for _ in range(kept))]
            self.scrolled += kept

    def erase_characters(self, count: int) -> None:
        """Blank some characters from the cursor on."""
        cells = self.rows[self.y].cells
        column = self._column()
        end = min(column + count, len(cells))
        if end > column:
            cells[column:end] = " " * (end - column)

    def delete_characters(self, count: int) -> None:
        """Take some characters out; the rest of the row moves left."""
        column = self._column()
        del self.rows[self.y].cells[column : column + count]

    def insert_characters(self, count: int) -> None:
        """Put blanks in; the rest of the row moves right."""
        cells = self.rows[self.y].cells
        column = self._column()
        if column < len(cells):
            cells[column:column] = " " * min(count, self.columns)
            del cells[self.columns :]

    def delete_rows(self, count: int) -> None:
        """Take rows out at the cursor; taken from the top they scroll away and are not lost."""
        count = min(count, self.height - self.y)
        taken = self.rows[self.y : self.y + count]
        del self.rows[self.y : self.y + count]
        self.rows.extend(Row([]) for _ in range(count))
        if self.y == 0:
            self.departed.extend(taken)
            self.scrolled += count

    def insert_rows(self, count: int) -> None:
        """Put empty rows in at the cursor; as many fall off the bottom."""
        count = min(count, self.height - self.y)
        self.rows[self.y : self.y] = [Row([]) for _ in range(count)]
        del self.rows[self.height :]

    def save(self) -> None:
        """Remember the cursor."""
        self._saved = (self.x, self.y)

    def restore(self) -> None:
        """Bring the cursor back."""
        self.x, self.y = self._saved

    def _column(self) -> int:
        """Where a code acts: behind a full row the cursor stands on its last character, as in xterm."""
        return min(self.x, self.columns - 1)

    def _full(self, row: Row) -> bool:
        return len(row.cells) >= self.columns and row.cells[-1] != " "

    def _wrap(self) -> None:
        self.rows[self.y].wraps = True
        self.x = 0
        self.line_feed()

    def _put(self, piece: str) -> None:
        cells = self.rows[self.y].cells
        if self.x > len(cells):
            cells.extend(" " * (self.x - len(cells)))
        end = self.x + len(piece)
        cells[self.x : end] = piece
        self.x = end

    def _draw_wide(self, character: str) -> None:
        if unicodedata.combining(character):
            self._add_mark(character)
            return
        width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if self.x + width > self.columns:
            self._wrap()
        self._put(character)
        if width == 2:
            # The second column of a wide character holds no text of its own.
            cells = self.rows[self.y].cells
            cells[self.x : self.x + 1] = [""]
            self.x += 1

    def _add_mark(self, mark: str) -> None:
        cells = self.rows[self.y].cells
        index = min(self.x, len(cells)) - 1
        if index > 0 and not cells[index]:
            index -= 1
        if index >= 0 and len(cells[index]) < MOST_MARKS:
            cells[index] += mark
