"""Projects as people have them, written into a folder. All of them are made up."""

from pathlib import Path

from msgspec import Struct


class RealProject(Struct, frozen=True, kw_only=True):
    """Files by their path; ``folder`` is the project among them, ``variables`` and ``user`` are the person's own.

    ``user`` is the text of the person's ``uv.toml``, None where there is none.
    """

    name: str
    files: dict[str, str]
    folder: str = "."
    variables: dict[str, str] = {}
    user: str | None = None

    def write(self, root: Path) -> Path:
        """Write the files below ``root``; return the project's folder. Line ends and marks are those of the text."""
        for name, text in self.files.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        return root / self.folder
