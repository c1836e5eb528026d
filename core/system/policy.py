r"""What the company decides for Wheelyard, read from where this kind of computer keeps policy.

On Windows the registry, ``HKLM\Software\Policies\Wheelyard`` before the same key of ``HKCU``; elsewhere
``/etc/wheelyard/policy.toml`` before ``wheelyard/policy.toml`` in the folders of ``XDG_CONFIG_DIRS``.
"""

import os
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

from msgspec import Struct

PLACES_ROOT = "places_root"
_KEY = r"Software\Policies\Wheelyard"
_COMPUTER_FILE = Path("/etc/wheelyard/policy.toml")
_WINDOWS_VARIABLE = re.compile(r"%([^%]+)%")
_POSIX_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


class Policy(Struct, frozen=True, kw_only=True):
    """The values that policy decides; ``source`` is the key or file that decides.

    ``places_root`` is the folder below which places are made, None where policy leaves it open. ``trouble`` is a
    sentence about a value or a file that cannot be used, which then decides nothing.
    """

    places_root: Path | None = None
    source: str | None = None
    trouble: str | None = None


class Said(Struct, frozen=True):
    """What one source says: its values, or why it cannot be read."""

    source: str
    values: Mapping[str, object]
    trouble: str | None = None


def read_policy(environ: Mapping[str, str]) -> Policy:
    """Return the policy for the person whose environment is ``environ``; the first source that has a value wins."""
    return policy_of(_sources(environ), environ, windows=sys.platform == "win32")


def policy_of(sources: Iterable[Said], environ: Mapping[str, str], *, windows: bool) -> Policy:
    """Return the policy that ``sources``, strongest first, make; a value that cannot be used is said, not skipped."""
    for said in sources:
        if said.trouble is not None:
            return Policy(source=said.source, trouble=said.trouble)
        if PLACES_ROOT not in said.values:
            continue
        value = said.values[PLACES_ROOT]
        root = expanded(value, environ, windows=windows) if isinstance(value, str) else None
        if root is None:
            return Policy(
                source=said.source,
                trouble=(
                    f"The policy {said.source} names {value!r} as {PLACES_ROOT}, which is no absolute folder on this "
                    "computer, so it is passed over; your IT department can mend it."
                ),
            )
        return Policy(places_root=root, source=said.source)
    return Policy()


def expanded(text: str, environ: Mapping[str, str], *, windows: bool) -> Path | None:
    """Return the folder that ``text`` names once its variables are put in, None where it is not absolute then.

    A variable that is not set makes it None, too: what is left would be another folder than the one meant.
    """
    known = {name.upper() if windows else name: value for name, value in environ.items()}
    missing = False

    def value_of(match: re.Match[str]) -> str:
        nonlocal missing
        name = next(group for group in match.groups() if group)
        value = known.get(name.upper() if windows else name)
        missing = missing or not value
        return value or ""

    whole = (_WINDOWS_VARIABLE if windows else _POSIX_VARIABLE).sub(value_of, text.strip())
    form = PureWindowsPath(whole) if windows else PurePosixPath(whole)
    if missing or not form.is_absolute() or "\0" in whole or len(form.parts) < 2:
        return None
    return Path(os.path.normpath(whole))


def _read_file(file: Path) -> Said:
    try:
        return Said(str(file), tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except (FileNotFoundError, NotADirectoryError):
        return Said(str(file), {})
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return Said(
            str(file),
            {},
            f"The policy {file} cannot be read: {reason}. It is passed over; your IT department keeps it.",
        )


if sys.platform == "win32":
    import winreg

    def _sources(environ: Mapping[str, str]) -> Iterable[Said]:  # noqa: ARG001 - the other side needs it
        for name, hive in (("HKLM", winreg.HKEY_LOCAL_MACHINE), ("HKCU", winreg.HKEY_CURRENT_USER)):
            source = rf"{name}\{_KEY}"
            try:
                # A policy is written once, for programs of either width: the view of 64 bits is where it is.
                with winreg.OpenKey(hive, _KEY, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
                    value, _ = winreg.QueryValueEx(key, PLACES_ROOT)
            except FileNotFoundError:
                continue
            except OSError as error:
                yield Said(source, {}, f"The policy {source} cannot be read: {error.strerror}; it is passed over.")
            else:
                yield Said(source, {PLACES_ROOT: value})

else:

    def _sources(environ: Mapping[str, str]) -> Iterable[Said]:
        listed = environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
        folders = (Path(folder) for folder in listed.split(":") if folder.startswith("/"))
        for file in (_COMPUTER_FILE, *(folder / "wheelyard" / "policy.toml" for folder in folders)):
            yield _read_file(file)
