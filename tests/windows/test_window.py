"""The window on Windows: drawn on a screen, a refused sync explained, relocated and passed, all by its own buttons."""

import json
import time
from pathlib import Path

from tests.windows.lab.wine_lab import WineLab
from tests.windows.pictures import FEWEST_COLOURS, PICTURES, colours
from tests.windows.test_scanner import DENIED, MAKE, PATH, scanned

OUT = "C:\\seen.json"


def test_the_main_job_by_clicks(lab: WineLab, tmp_path: Path) -> None:
    with lab.computer(tmp_path, scanned(DENIED, "wheelyard")) as computer:
        assert computer.run([computer.python, "-c", MAKE]).status == 0
        screen = computer.screen
        command = [computer.python, "-m", "tests.e2e.window_driver", "C:\\project", "the_main_job", OUT]
        playing = computer.start(command, environ={"PATH": PATH})
        most = 0
        began = time.monotonic()
        while playing.process.poll() is None and time.monotonic() < began + 900:
            found = len(colours(screen.photograph(PICTURES / "now.png")))
            if found >= most:
                most = found
                (PICTURES / "now.png").replace(PICTURES / "window.png")
            time.sleep(1)
        ended = playing.wait(60)
        assert ended.status == 0, ended.stdout[-2000:] + ended.stderr[-3000:]
        seen = json.loads(computer.path_of(OUT).read_text("utf-8"))
        assert seen["failure"] is None, seen
        assert (seen["problem"]["category"], seen["problem"]["os_error"]) == ("cache-rename-denied", 5)
        assert seen["problem"]["title"] in seen["panel"]
        assert seen["cache"].startswith("C:\\wheelyard\\")
        assert seen["installed"] > 60
        assert seen["cache_after_undo"].endswith("\\AppData\\Local\\uv\\cache")
        assert most >= FEWEST_COLOURS
