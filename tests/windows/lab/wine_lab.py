"""The lab as a whole: both parts made or found, computers handed out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from tests.windows.lab.debian import debian_folder
from tests.windows.lab.reasons import NoLabError, labs_folder, why_no_wine_lab
from tests.windows.lab.recipe import DebianRecipe, WindowsRecipe
from tests.windows.lab.windows_side import windows_folder
from tests.windows.lab.wine_computer import WineComputer


class WineLab(Struct, frozen=True):
    """A lab that is ready: its Debian folder and its Windows side."""

    debian: Path
    windows: Path

    @contextmanager
    def computer(self, room: Path, server_environ: Mapping[str, str] | None = None) -> Iterator[WineComputer]:
        """Hand out a new computer in ``room``, a folder that is there; it is switched off at the end."""
        computer = WineComputer(self.debian, self.windows, room, server_environ)
        try:
            yield computer
        finally:
            computer.switch_off()


def wine_lab() -> WineLab:
    """Return the lab of this checkout's recipe, made when it is not there yet (three minutes, else seconds).

    Raises NoLabError with the reason when it cannot be had here.
    """
    reason = why_no_wine_lab()
    if reason is not None:
        raise NoLabError(reason)
    labs = labs_folder()
    debian = DebianRecipe()
    folder = debian_folder(labs, debian)
    return WineLab(folder, windows_folder(labs, folder, WindowsRecipe(debian.key)))
