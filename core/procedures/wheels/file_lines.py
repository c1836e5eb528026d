"""Which line of a project's file an element of a list stands in; the places of keys tell only those of keys."""

from msgspec import Struct

from core.settings.lint.subject import TomlFile


class FileLines(Struct, frozen=True):
    """A file's keys with their places, and its lines as text."""

    file: TomlFile
    texts: tuple[str, ...] = ()

    def line(self, *key: str) -> int | None:
        """Return the line of a key, from 1; None where it is not known."""
        return self.file.line(*key)

    def line_with(self, text: str, *key: str) -> int | None:
        """Return the first line of a key's value that holds ``text``, the key's own where none does."""
        first = self.file.line(*key)
        if first is None:
            return None
        later = (line for path, line in self.file.places if line > first and path[: len(key)] != key)
        end = min(later, default=len(self.texts) + 1)
        escaped = text.replace("\\", "\\\\")
        for number in range(first, end):
            if text in self.texts[number - 1] or escaped in self.texts[number - 1]:
                return number
        return first


def lines_of(file: TomlFile) -> FileLines:
    """Return the lines of a file that was read just now; without them where it has gone since."""
    try:
        text = file.path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return FileLines(file)
    return FileLines(file, tuple(text.split("\n")))
