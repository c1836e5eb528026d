"""Changing the version that a ``.python-version`` asks for; its other lines stay."""

from core.settings.writing.toml_lines import newline_at, with_line, without_lines


def with_pin(text: str, value: str | None) -> str:
    """Return the text of a ``.python-version`` with another first version, without it where ``value`` is None."""
    at = 0
    for line in text.splitlines(keepends=True):
        said = line.partition("#")[0].strip()
        if said:
            if value is None:
                return without_lines(text, at, at + len(line))
            return text[:at] + line.replace(said, value, 1) + text[at + len(line) :]
        at += len(line)
    if value is None:
        return text
    return with_line(text, len(text), value) if text else f"{value}{newline_at(text, 0)}"
