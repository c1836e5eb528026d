"""Every process of this computer, looked at anew."""

from collections.abc import Iterator

import psutil


def all_processes() -> Iterator[psutil.Process]:
    """Yield the processes that run now; none where the system lists none.

    psutil's own listing keeps what it was once told of a process, and on POSIX a process can become another program.
    """
    try:
        numbers = psutil.pids()
    except (psutil.Error, OSError):
        return
    for number in numbers:
        try:
            process = psutil.Process(number)
        except (psutil.Error, OSError, ValueError):
            continue
        yield process
