"""The error of values that a setting cannot take, and how they are named in a sentence."""


class BadValueError(ValueError):
    """A value that a setting cannot take; its text says in a sentence what is wrong with it."""


def shown(raw: object) -> str:
    """Return what a file holds in the words of a sentence."""
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, list | dict):
        return "a list" if isinstance(raw, list) else "a table"
    return f"“{raw}”"
