"""A child process with all its descendants: owned from the start, ended as a whole.

This is the only file of the room that asks which operating system it runs on.
"""

import contextlib
import os
import subprocess
import sys
from typing import IO, Any, Protocol

import psutil

from core.uv.chunk_reader import BlockingReader, ChunkReader, PollReader


class Process(Protocol):
    """The part of ``subprocess.Popen`` that an owner needs."""

    @property
    def pid(self) -> int:
        """The number of the process."""
        ...

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and return the exit status; raises TimeoutExpired."""
        ...

    def kill(self) -> None:
        """End this one process; raises OSError."""
        ...


class ProcessTree(Protocol):
    """One process that was just started and all that it starts."""

    def own(self, process: Process, *, suspended: bool = True) -> None:
        """Take charge of a process that was started with ``start_options``; raises OSError if it cannot run.

        ``suspended`` is False for one that runs already; only Windows makes the difference.
        """
        ...

    def wait(self) -> None:
        """Block until the main process ended; it is not reaped yet."""
        ...

    def ask(self) -> bool:
        """Ask the processes to end, more firmly each time; False when there is no (further) way to ask."""
        ...

    def end(self) -> None:
        """End every process of the tree, now."""
        ...

    def reap(self, seconds: float) -> int | None:
        """Collect the exit status, negative for a signal; None when the process resists for so long."""
        ...

    def close(self) -> None:
        """Give back what the owner holds; on Windows this ends what is left of the tree."""
        ...


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    # Windows only: it cannot be run in this project's Linux tests; the types are checked.

    _CREATE_SUSPENDED = 0x4
    _SET_QUOTA_TERMINATE_RESUME = 0x100 | 0x1 | 0x800
    _LIMITS = 9
    _KILL_ON_JOB_CLOSE = 0x2000

    def start_options() -> dict[str, Any]:
        """Return what Popen needs: suspended until it is owned, no console window, no inherited handles."""
        return {
            "creationflags": _CREATE_SUSPENDED | subprocess.CREATE_NO_WINDOW,
            "close_fds": True,
        }

    def variable_key(name: str) -> str:
        """Return the form in which two names of one environment variable are equal."""
        return name.upper()

    def reader_of(pipe: IO[bytes]) -> ChunkReader:
        """Return the reader for a pipe of a child process."""
        return BlockingReader(pipe)

    class _Limits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of the Windows API."""

        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("least_set", ctypes.c_size_t),
            ("most_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
            ("counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    class _Api:
        """The calls that are needed, with their types, so that handles keep all their bits."""

        def __init__(self) -> None:
            kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            handle, dword, flag = wintypes.HANDLE, wintypes.DWORD, wintypes.BOOL
            self.create = kernel.CreateJobObjectW
            self.create.restype, self.create.argtypes = handle, [ctypes.c_void_p, wintypes.LPCWSTR]
            self.limit = kernel.SetInformationJobObject
            self.limit.restype, self.limit.argtypes = flag, [handle, ctypes.c_int, ctypes.c_void_p, dword]
            self.assign = kernel.AssignProcessToJobObject
            self.assign.restype, self.assign.argtypes = flag, [handle, handle]
            self.terminate = kernel.TerminateJobObject
            self.terminate.restype, self.terminate.argtypes = flag, [handle, wintypes.UINT]
            self.open = kernel.OpenProcess
            self.open.restype, self.open.argtypes = handle, [dword, flag, dword]
            self.close = kernel.CloseHandle
            self.close.restype, self.close.argtypes = flag, [handle]
            self.resume = ctypes.WinDLL("ntdll").NtResumeProcess
            self.resume.restype, self.resume.argtypes = ctypes.c_long, [handle]

    class WindowsTree:
        """A Job Object that kills its processes when its last handle is closed, even if we crash."""

        def __init__(self) -> None:
            self._api = _Api()
            self._job: int | None = self._api.create(None, None)
            self._process: Process | None = None
            self._in_job = False
            if self._job:
                limits = _Limits(flags=_KILL_ON_JOB_CLOSE)
                self._api.limit(self._job, _LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))

        def own(self, process: Process, *, suspended: bool = True) -> None:
            """Put the process into the job, then let it run."""
            self._process = process
            try:
                self._take_in(process.pid, suspended=suspended)
            except OSError:
                process.kill()
                process.wait()
                raise

        def _take_in(self, process_id: int, *, suspended: bool) -> None:
            opened = self._api.open(_SET_QUOTA_TERMINATE_RESUME, False, process_id)
            if not opened:
                raise ctypes.WinError(ctypes.get_last_error())
            try:
                self._in_job = bool(self._job) and bool(self._api.assign(self._job, opened))
                if suspended and self._api.resume(opened) < 0:
                    raise OSError(0, "the new process could not be resumed")
            finally:
                self._api.close(opened)

        def wait(self) -> None:
            """Block until the main process ended."""
            if self._process is not None:
                self._process.wait()

        def ask(self) -> bool:
            """Return False: without a console there is no way to interrupt a process gently."""
            return False

        def end(self) -> None:
            """Terminate the job, or the process and its children where it is in none."""
            if self._in_job:
                self._api.terminate(self._job, 1)
            elif self._process is not None:
                _kill_all(_descendants(self._process.pid))
                with contextlib.suppress(OSError):
                    self._process.kill()

        def reap(self, seconds: float) -> int | None:
            """Return the exit status."""
            if self._process is None:
                return None
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.wait(seconds)
            return None

        def close(self) -> None:
            """Close the job, which ends whatever is left in it."""
            if self._job:
                self._api.close(self._job)
                self._job = None

    def new_tree() -> ProcessTree:
        """Return an empty tree of this operating system."""
        return WindowsTree()

else:
    import signal

    def start_options() -> dict[str, Any]:
        """Return what Popen needs: a session of its own, no inherited descriptors."""
        return {"start_new_session": True, "close_fds": True}

    def variable_key(name: str) -> str:
        """Return the form in which two names of one environment variable are equal."""
        return name

    def reader_of(pipe: IO[bytes]) -> ChunkReader:
        """Return the reader for a pipe of a child process, which is closed with its reader."""
        descriptor = os.dup(pipe.fileno())
        pipe.close()
        return PollReader(descriptor)

    class PosixTree:
        """A session and its process group; descendants that left it are found before they lose their parent."""

        def __init__(self) -> None:
            self._process: Process | None = None
            self._strays: dict[int, psutil.Process] = {}
            self._ended = False
            self._reaped = False
            self._requests = [signal.SIGINT, signal.SIGTERM]

        def own(self, process: Process, *, suspended: bool = True) -> None:  # noqa: ARG002 - Windows only
            """Take charge of a process that leads a session."""
            self._process = process

        def wait(self) -> None:
            """Block until the main process ended, and leave it unreaped.

            While it is unreaped its number, which is also the group's, cannot be given to a stranger.
            """
            process = self._process
            if process is None:
                return
            if hasattr(os, "waitid"):
                with contextlib.suppress(ChildProcessError):
                    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
            else:
                process.wait()
            self._ended = True

        def ask(self) -> bool:
            """Interrupt the group, then request it to terminate, each after noting who left it."""
            if not self._requests:
                return False
            self._note_strays()
            self._signal(self._requests.pop(0))
            return True

        def end(self) -> None:
            """Kill the group and those who left it."""
            self._note_strays()
            self._signal(signal.SIGKILL)
            _kill_all(list(self._strays.values()))

        def reap(self, seconds: float) -> int | None:
            """Return the exit status, negative for a signal."""
            if self._process is None:
                return None
            with contextlib.suppress(subprocess.TimeoutExpired):
                status = self._process.wait(seconds)
                self._reaped = True
                return status
            return None

        def close(self) -> None:
            """Hold nothing any more."""
            self._strays.clear()

        def _note_strays(self) -> None:
            # The children of a process that ended belong to others already; nobody can tell whose they were.
            if self._process is not None and not self._ended:
                for process in _descendants(self._process.pid):
                    self._strays[process.pid] = process

        def _signal(self, number: signal.Signals) -> None:
            if self._process is not None and not self._reaped:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, number)

    def new_tree() -> ProcessTree:
        """Return an empty tree of this operating system."""
        return PosixTree()


def _descendants(process_id: int) -> list[psutil.Process]:
    try:
        return psutil.Process(process_id).children(recursive=True)
    except psutil.Error:
        return []


def _kill_all(processes: list[psutil.Process]) -> None:
    for process in processes:
        # psutil compares the start time, so a number that now belongs to a stranger is not killed.
        with contextlib.suppress(psutil.Error):
            process.kill()
