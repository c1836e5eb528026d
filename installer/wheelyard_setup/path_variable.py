"""Adds a folder to the text of PATH and takes it out again, and leaves everything else as it is."""


def add_folder(path: str, folder: str) -> str:
    """Return ``path`` with ``folder`` at its end, unchanged where it is in it already."""
    if any(_same(entry, folder) for entry in path.split(";")):
        return path
    return f"{path}{'' if not path or path.endswith(';') else ';'}{folder}"


def remove_folder(path: str, folder: str) -> str:
    """Return ``path`` without ``folder``; every other entry stays, an empty or a doubled one, too."""
    return ";".join(entry for entry in path.split(";") if not _same(entry, folder))


def _same(entry: str, folder: str) -> bool:
    return entry.strip().strip('"').rstrip("\\/").lower() == folder.rstrip("\\/").lower() != ""
