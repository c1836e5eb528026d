"""What a project is before uv has said anything about it."""

from pathlib import Path

from msgspec import Struct


class Project(Struct, frozen=True, kw_only=True):
    """A folder with a ``pyproject.toml`` that a person added.

    ``folder`` is absolute. ``name`` is the project's own name, or the folder's where it has none.
    ``requires_python`` is the text of the specifier, or None.
    """

    folder: Path
    name: str
    requires_python: str | None = None
    has_lock: bool = False


class InputError(Exception):
    """Bad input, said in one sentence that names the thing and one that names the way out.

    It is raised at the border where input enters and becomes a Problem or exit status 2 there.
    """

    def __init__(self, sentence: str, way_out: str, *, subject: str | None = None) -> None:
        super().__init__(f"{sentence} {way_out}")
        self.sentence = sentence
        self.way_out = way_out
        self.subject = subject


class PolicyError(InputError):
    """What the person wants is refused by policy; the sentence names who decided it. It becomes exit status 3."""
