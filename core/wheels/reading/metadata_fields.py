"""The fields of METADATA and WHEEL: lines of ``Name: value`` up to an empty line.

Source: the core metadata specifications of packaging.python.org. As for uv, a line that is no field ends them.
"""

from collections.abc import Mapping


def parse_fields(data: bytes) -> Mapping[str, list[str]]:
    """Return the values of each field by its name in small letters; further lines of a value are joined by line ends.

    What is no UTF-8 is replaced, as uv does.
    """
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    more: list[str] = []
    for line in data.decode("utf-8", "replace").split("\n"):
        content = line.removesuffix("\r")
        if not content:
            break
        if content[0] in " \t":
            if not values:
                break
            more.append(content.strip())
            continue
        name, colon, value = content.partition(":")
        if not colon or not name or " " in name:
            break
        if more:
            _continue(values, more)
        values = fields.setdefault(name.lower(), [])
        values.append(value.strip())
    if more:
        _continue(values, more)
    return fields


def _continue(values: list[str], more: list[str]) -> None:
    values[-1] = "\n".join((values[-1], *more))
    more.clear()


def one(fields: Mapping[str, list[str]], name: str) -> str | None:
    """Return the first value of a field; None where it is missing, empty, or ``UNKNOWN``, as old tools write."""
    value = fields.get(name, ("",))[0]
    return value if value and value != "UNKNOWN" else None
