"""Reads a terminal's stream: text and the codes between it, applied to a TextScreen.

Every code that is not understood, and every code that never ends, is passed over without losing text.
"""

import re
from collections.abc import Callable

from core.uv.text_screen import TextScreen

MOST_CODE_CHARACTERS = 4096
"""A code that has not ended within so many characters is none; its text is shown."""

_TOKEN = re.compile(
    r"""
    (?P<text>[^\x00-\x1f\x7f-\x9f]+)
    | \x1b\[(?P<private>[<=>?]?)(?P<numbers>[0-9;:]*)[\x20-/]*(?P<final>[@-~])
    | (?P<string>\x1b\][^\x07\x1b]{0,4096}(?:\x07|\x1b\\) | \x1b[PX^_][^\x1b]{0,4096}\x1b\\)
    | \x1b(?P<short>[\x20-/]*[0-OQ-WYZ\\`-~])
    | (?P<control>[\x00-\x1a\x1c-\x1f\x7f-\x9f])
    """,
    re.VERBOSE,
)


class TerminalCodes:
    """Applies text to a screen; a code that is cut by the end of a piece waits for the next one."""

    def __init__(self, screen: TextScreen) -> None:
        self._screen = screen
        self._rest = ""
        self._controls: dict[str, Callable[[], None]] = {
            "\n": screen.line_feed,
            "\x0b": screen.line_feed,
            "\x0c": screen.line_feed,
            "\r": screen.carriage_return,
            "\b": screen.back,
            "\t": screen.tab,
        }

    @property
    def idle(self) -> bool:
        """Whether no code has begun that is still to end."""
        return not self._rest

    def feed(self, text: str) -> None:
        """Apply a piece of the stream."""
        text = self._rest + text
        self._rest = ""
        draw = self._screen.draw
        controls = self._controls
        match = _TOKEN.match
        position, end = 0, len(text)
        while position < end:
            token = match(text, position)
            if token is None:
                # An escape that begins nothing known: either the rest is still to come, or it is noise.
                if end - position < MOST_CODE_CHARACTERS and self._may_go_on(text, position):
                    self._rest = text[position:]
                    return
                position += 1
                continue
            kind = token.lastgroup
            if kind == "text":
                draw(token[0])
            elif kind == "control":
                action = controls.get(token[0])
                if action is not None:
                    action()
            elif kind == "final":
                self._control_sequence(token["final"], token["private"], token["numbers"])
            elif kind == "short":
                self._escape(token["short"])
            position = token.end()

    @staticmethod
    def _may_go_on(text: str, position: int) -> bool:
        following = text[position + 1 : position + 2]
        if following == "[":
            return re.fullmatch(r"[0-?]*[\x20-/]*", text[position + 2 :]) is not None
        if following and following in "]PX^_":
            return re.fullmatch(r"[^\x07\x1b]*\x1b?", text[position + 2 :]) is not None
        return re.fullmatch(r"[\x20-/]*", text[position + 1 :]) is not None

    def _escape(self, code: str) -> None:
        screen = self._screen
        match code:
            case "7":
                screen.save()
            case "8":
                screen.restore()
            case "D":
                screen.line_feed()
            case "E":
                screen.carriage_return()
                screen.line_feed()
            case "M":
                screen.up(1)
            case _:
                pass

    def _control_sequence(self, final: str, private: str, numbers: str) -> None:
        if private or final == "m":
            return
        first, second = _two_numbers(numbers)
        self._move(final, first, second)

    def _move(self, final: str, first: int, second: int) -> None:
        count = max(first, 1)
        screen = self._screen
        match final:
            case "A":
                screen.up(count)
            case "B" | "e":
                screen.down(count)
            case "C" | "a":
                screen.sideways(count)
            case "D":
                screen.sideways(-count)
            case "E":
                screen.go(0, screen.y + count)
            case "F":
                screen.go(0, screen.y - count)
            case "G" | "`":
                screen.go(count - 1, None)
            case "d":
                screen.go(None, count - 1)
            case "H" | "f":
                screen.go(max(second, 1) - 1, count - 1)
            case _:
                self._edit(final, first, count)

    def _edit(self, final: str, first: int, count: int) -> None:
        screen = self._screen
        match final:
            case "J":
                screen.erase_in_display(first)
            case "K":
                screen.erase_in_line(first)
            case "X":
                screen.erase_characters(count)
            case "P":
                screen.delete_characters(count)
            case "@":
                screen.insert_characters(count)
            case "L":
                screen.insert_rows(count)
            case "M":
                screen.delete_rows(count)
            case "s":
                screen.save()
            case "u":
                screen.restore()
            case _:
                pass


def _two_numbers(text: str) -> tuple[int, int]:
    """Return the first two numbers of a code, 0 where one is missing, at most 9999 each."""
    values = [min(int(part[:5]), 9999) if part.isdigit() else 0 for part in text.split(";", 2)[:2]]
    return values[0], values[1] if len(values) > 1 else 0
