"""What is Windows' own: registry, keyring, files that may not be written; each asked of the real thing."""

import json
from typing import Any

from tests.windows.lab.computer import Computer
from tests.windows.lab.wine_computer import WineComputer


def told(computer: Computer, program: str, limit: float = 120) -> Any:
    """Run a piece of Python there; return what it printed, which must be JSON."""
    ended = computer.run([computer.python, "-c", program], limit=limit)
    assert ended.status == 0, ended.stdout + ended.stderr
    return json.loads(ended.stdout)


KEYRING = """
import ctypes, ctypes.wintypes as w, json, keyring
class CREDENTIAL(ctypes.Structure):
    _fields_ = [("Flags", w.DWORD), ("Type", w.DWORD), ("TargetName", w.LPWSTR), ("Comment", w.LPWSTR),
                ("LastWritten", w.FILETIME), ("BlobSize", w.DWORD), ("Blob", ctypes.POINTER(ctypes.c_byte))]
def stored():
    found = ctypes.POINTER(CREDENTIAL)()
    if not ctypes.windll.advapi32.CredReadW("wheelyard-test", 1, 0, ctypes.byref(found)):
        return None
    entry = found.contents
    return ctypes.string_at(entry.Blob, entry.BlobSize).decode("utf-16-le")
name, secret = "größe & 100 %", "s3cret-日本-" + "x" * 400
kind = type(keyring.get_keyring()).__module__
before = stored()
keyring.set_password("wheelyard-test", name, secret)
back, seen = keyring.get_password("wheelyard-test", name), stored()
keyring.delete_password("wheelyard-test", name)
gone = keyring.get_password("wheelyard-test", name)
print(json.dumps([kind, before, back == secret, seen == secret, stored(), gone]))
"""


def test_a_secret_is_in_the_credential_manager_and_goes_from_it(computer: Computer) -> None:
    kind, before, is_back, is_seen, after, gone = told(computer, KEYRING)
    assert kind == "keyring.backends.Windows"
    assert (before, is_back, is_seen, after, gone) == (None, True, True, None, None)


CLOSED_FOLDER = """
import json, time
from pathlib import Path
from core.store.atomic import write_atomically
begun = time.monotonic()
try:
    write_atomically(Path(r"L:\\new.toml"), b"x")
except OSError as error:
    print(json.dumps([type(error).__name__, time.monotonic() - begun]))
"""


def test_a_folder_that_may_not_be_written_is_an_error_and_no_endless_search_for_a_name(wine: WineComputer) -> None:
    name, seconds = told(wine, CLOSED_FOLDER)
    assert name in {"PermissionError", "OSError"}
    assert seconds < 60
