"""A command as one line that a person can paste into the terminal of this computer."""

import shlex
import sys

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:\\=+,@~")


def pasteable(words: tuple[str, ...]) -> str:
    """Return ``words`` as one line for this system's usual terminal: a POSIX shell, or cmd and PowerShell.

    In cmd nothing keeps a variable's name between two ``%`` from being replaced; such a path has to be typed.
    """
    if sys.platform == "win32":
        return " ".join(word if word and _PLAIN.issuperset(word) else f'"{word}"' for word in words)
    return shlex.join(words)
