"""``python -m wheelyard_setup``: add-path, remove-path, or identify-shortcut; 0 when done."""

import sys
from pathlib import Path

from .path_variable import add_folder, remove_folder
from .registry_path import change_path
from .shortcut import with_app_id

_USAGE = "Give add-path or remove-path with user or computer and a folder, or identify-shortcut with a file and a name."


def main(arguments: list[str]) -> int:
    """Do one step; 1 with a sentence when it could not be done, 2 when it was not understood."""
    try:
        match arguments:
            case ["add-path", ("user" | "computer") as whose, folder]:
                change_path(lambda text: add_folder(text, folder), everyone=whose == "computer")
            case ["remove-path", ("user" | "computer") as whose, folder]:
                change_path(lambda text: remove_folder(text, folder), everyone=whose == "computer")
            case ["identify-shortcut", file, app_id]:
                link = Path(file)
                link.write_bytes(with_app_id(link.read_bytes(), app_id))
            case _:
                _say(_USAGE)
                return 2
    except (OSError, ValueError) as error:
        _say(str(error))
        return 1
    return 0


def _say(sentence: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
