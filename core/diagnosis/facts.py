"""The facts of one failure: package, version, paths, URL, number of the operating system, operation."""

import re
from collections.abc import Sequence

from msgspec import Struct

from core.diagnosis.chain import Failure, Reading
from core.diagnosis.names import Named, package_in, package_in_command, package_in_log, package_of_path, uv_itself
from core.diagnosis.operations import Operation, Step, step_of
from core.diagnosis.os_numbers import Meaning, is_errno, meaning, numbers_in, only_posix, only_windows
from core.diagnosis.paths import is_windows
from core.model.secrets import without_secrets

_URL = re.compile(r"https?://[^\s`'\"<>)\]}]{1,2000}")
_WINDOWS_PATH = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\\S|\\\\\?\\")
_WINDOWS_TAG = re.compile(r"win_amd64|-pc-windows-")
"""What files for Windows are called, which a resolution for all systems fetches everywhere."""
_INSTALLER = re.compile(r"\bfrom the installer\b|\bperform the installation\b")
_PROGRAM = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\[^\s'\"<>|:*?\ufffd]{1,1000}\.exe\b")
_LOG_LINES = 40
_POSIX_PATH = re.compile(r"(?<![\w./:])/(?:home|usr|tmp|root|opt|var|Users|mnt|private)/")


class Facts(Struct, frozen=True, kw_only=True):
    """What a chain gives; a fact that it does not give is None.

    ``position`` counts how many causes lie below the one that names the operation; ``windows`` is True where the
    paths or numbers are of Windows.
    """

    package: str | None = None
    version: str | None = None
    path_from: str | None = None
    path_to: str | None = None
    url: str | None = None
    os_error: int | None = None
    operation: Operation | None = None
    position: int = 0
    windows: bool = False

    @property
    def meaning(self) -> Meaning | None:
        """What the number means on the system it comes from."""
        return meaning(self.os_error, windows=self.windows)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that are there, the source first."""
        return tuple(path for path in (self.path_from, self.path_to) if path)


def facts_of(failure: Failure, reading: Reading, *, windows: bool | None = None) -> Facts:
    """Return the facts of a failure; the innermost cause that gives one decides."""
    texts = failure.texts
    steps = [(len(texts) - 1 - index, step_of(text)) for index, text in reversed(tuple(enumerate(texts)))]
    position, step = next(((below, found) for below, found in steps if found is not None), (0, None))
    step = step or _installers_step(texts, reading)
    number = _innermost_number(texts) or _innermost_number(failure.quoted) or _innermost_number(_build_log(reading))
    return _put_together(
        step=step,
        position=position,
        number=number,
        named=_package(failure, reading, step),
        url=_url(texts) or _url(failure.hints),
        windows=_on_windows(failure, reading, step, number, windows),
    )


def facts_of_retry(text: str, reading: Reading, *, windows: bool | None = None) -> Facts:
    """Return the facts of a rename that uv's log says is tried again."""
    step = step_of(text)
    number = _innermost_number((text,))
    named = package_in_log(reading.log)
    return _put_together(
        step=step,
        position=0,
        number=number,
        named=named,
        url=None,
        windows=_on_windows(Failure(text), reading, step, number, windows),
    )


def facts_without_failure(reading: Reading, *, windows: bool | None = None) -> Facts:
    """Return the facts of an output without a failure: what its last record of two paths, or its command, is about."""
    records = reversed(reading.log[-_LOG_LINES:])
    text = next((text for text in records if (step := step_of(text)) is not None and step.path_to), "")
    step = step_of(text)
    number = _innermost_number((text,))
    paths = (step.path_from, step.path_to) if step is not None else ()
    named = next((found for path in paths if path and (found := package_of_path(path)) is not None), None)
    return _put_together(
        step=step,
        position=0,
        number=number,
        named=named or uv_itself(reading.last) or package_in_command(reading.last),
        url=None,
        windows=_on_windows(Failure(text), reading, step, number, windows),
    )


def _put_together(
    *, step: Step | None, position: int, number: int | None, named: Named | None, url: str | None, windows: bool
) -> Facts:
    name, version = named or (None, None)
    return Facts(
        package=name,
        version=version,
        path_from=_without_secrets(step.path_from) if step is not None else None,
        path_to=_without_secrets(step.path_to) if step is not None else None,
        url=url,
        os_error=number,
        operation=step.operation if step is not None else None,
        position=position,
        windows=windows,
    )


def _without_secrets(path: str | None) -> str | None:
    """What stands where a path is printed may be an address with a login in it."""
    return without_secrets(path) if path is not None else None


def _innermost_number(texts: Sequence[str]) -> int | None:
    for text in reversed(texts):
        numbers = numbers_in(text)
        if numbers:
            return numbers[-1]
    return None


def _package(failure: Failure, reading: Reading, step: Step | None) -> Named | None:
    named = package_in(failure.texts, failure.hints)
    if named is not None:
        return named
    paths = (step.path_to, step.path_from) if step is not None else ()
    for path in paths:
        found = package_of_path(path) if path is not None else None
        if found is not None:
            return found
    return (
        package_in(failure.hints, failure.hints)
        or package_in_log(reading.log)
        or uv_itself((*failure.texts, *reading.last))
        or package_in_command(reading.last)
    )


def _installers_step(texts: Sequence[str], reading: Reading) -> Step | None:
    """Return the program that uv's own installer could not replace: what it printed of that follows in its language."""
    said = next((index for index, line in enumerate(reading.last) if _INSTALLER.search(line) is not None), None)
    if said is None or not any(_INSTALLER.search(text) is not None for text in texts):
        return None
    found = next((match for line in reading.last[said:] if (match := _PROGRAM.search(line)) is not None), None)
    return Step(Operation.REPLACE, found[0]) if found is not None else None


def _build_log(reading: Reading) -> tuple[str, ...]:
    """Return the end of the log as far as a build's Python speaks in it."""
    return tuple(text for text in reading.log[-_LOG_LINES:] if "[WinError " in text)


def _url(texts: Sequence[str]) -> str | None:
    for text in reversed(texts):
        match = _URL.search(text)
        if match is not None:
            return without_secrets(match[0]).rstrip(".,:;")
    return None


def _known_by(number: int, said: bool | None) -> bool | None:  # noqa: FBT001 - True, False or not said
    """Return what a number and who ran uv tell; whom only the number tells it, only where it is of one side alone.

    A path of Windows around it may be that of a prompt, with uv in a Linux below.
    """
    if only_windows(number) and (said is None or not is_errno(number)):
        return True
    return False if said is None and only_posix(number) else said


def _on_windows(
    failure: Failure,
    reading: Reading,
    step: Step | None,
    number: int | None,
    said: bool | None,  # noqa: FBT001
) -> bool:
    paths = [path for path in (step.path_from, step.path_to) if path] if step is not None else []
    if any(is_windows(path) for path in paths):
        return True
    if paths and (said is None or any(path.startswith(("/", "~")) for path in paths)):
        return False
    known = said if number is None else _known_by(number, said)
    if known is not None:
        return known
    text = "\n".join((*failure.texts, *failure.hints, *failure.quoted[:50], *reading.last[-_LOG_LINES:]))[:20_000]
    if _WINDOWS_PATH.search(text) is not None or (number is None and _WINDOWS_TAG.search(text) is not None):
        return True
    return number == 5 and _POSIX_PATH.search(text) is None
