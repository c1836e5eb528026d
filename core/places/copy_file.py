"""One file copied, and one file read back: in one piece where it is small, in blocks that can be stopped where not."""

import errno
import os
import stat
from collections.abc import Callable

import xxhash
from msgspec import Struct

from core.places.open_folder import BY_DESCRIPTOR, OpenFolder
from core.system.flushing import forget_cached

BLOCK = 1 << 20
_ZEROS = bytes(BLOCK)
_UNSTEADY = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ESTALE})
"""What the system answers about a name that is gone or has become something else."""


class UnsteadyError(Exception):
    """What was to be copied is gone, or has become something else, since it was listed."""


class CopyHow(Struct, frozen=True, kw_only=True):
    """How files are copied: ``digest`` so that they can be compared, ``flush`` each to its medium at once.

    ``on_block`` hears the bytes of files that are copied block by block, those of BLOCK bytes and more.
    """

    digest: bool
    flush: bool
    check_stop: Callable[[], None]
    on_block: Callable[[int], None]


class Original(Struct, frozen=True):
    """A file that is open for copying: its path, its descriptor and what the system knew of it when it was opened."""

    path: str
    descriptor: int
    status: os.stat_result


def open_original(origin: OpenFolder, name: str) -> Original:
    """Open a file for copying; raises UnsteadyError where it is none any more, OSError where it cannot be read."""
    try:
        descriptor = origin.open(name)
        status = os.fstat(descriptor)
    except OSError as error:
        if is_unsteady(error):
            raise UnsteadyError from error
        raise
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise UnsteadyError
    return Original(origin.full(name), descriptor, status)


def is_unsteady(error: OSError) -> bool:
    """Return whether an error about an original says that it is gone or something else by now."""
    return error.errno in _UNSTEADY


def copy_file(original: Original, target: OpenFolder, name: str, modes: dict[int, bool], how: CopyHow) -> bytes:
    """Write a new file with the content, times and mode of ``original`` and return its XXH3 digest, or nothing.

    ``modes`` remembers, per mode and for one folder, whether a new file has it already (what is taken away from it is
    the same for all). At most as much is copied as the file held when it was opened: one that grows is a change, which
    is found later.
    """
    status = original.status
    mode = stat.S_IMODE(status.st_mode)
    writing = target.create(name, mode & 0o777 | stat.S_IWUSR)
    try:
        try:
            digest = _copy_content(original, writing, how)
        except OSError as error:
            error.filename = error.filename or target.full(name)
            raise
        has_mode = modes.get(mode)
        if has_mode is None:
            has_mode = modes[mode] = stat.S_IMODE(os.fstat(writing).st_mode) == mode
        times = (status.st_atime_ns, status.st_mtime_ns)
        if BY_DESCRIPTOR:
            if not has_mode:
                set_mode(writing, mode)
            os.utime(writing, ns=times)
        if how.flush:
            os.fsync(writing)
    finally:
        os.close(writing)
    if not BY_DESCRIPTOR:  # closing sets the time there
        os.utime(target.full(name), ns=times)
        if not has_mode:
            set_mode(target.full(name), mode)
    return digest


def set_mode(file: int | str, mode: int) -> None:
    """Give a file or folder of ours its mode; a file system that keeps none (FAT) says "not permitted"."""
    try:
        os.chmod(file, mode)  # noqa: PTH101 - also of an open file
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.ENOTSUP}:
            raise


def digest_of(folder: OpenFolder, name: str, check_stop: Callable[[], None]) -> bytes:
    """Return the XXH3 digest of a file."""
    reading = folder.open(name)
    try:
        return digest_of_open(reading, folder.full(name), check_stop)
    finally:
        os.close(reading)


def digest_of_open(reading: int, path: str, check_stop: Callable[[], None]) -> bytes:
    """Return the XXH3 digest of an open file and have it dropped from memory, which serves the next one then."""
    digest = xxhash.xxh3_128()
    try:
        # A block as long as a small file needs: memory for a big one costs more than reading it.
        size = min(os.fstat(reading).st_size + 1, BLOCK)
        while block := os.read(reading, size):
            check_stop()
            digest.update(block)
            if len(block) < size < BLOCK:
                break  # there was room for one byte more
        forget_cached(reading)
    except OSError as error:
        error.filename = error.filename or path
        raise
    return digest.digest()


def _copy_content(original: Original, writing: int, how: CopyHow) -> bytes:
    size = original.status.st_size
    if size >= BLOCK:
        return _copy_blocks(original, writing, how)
    data = _read(original, size) if size else b""
    while len(data) < size and (more := _read(original, size - len(data))):
        data += more
    if data:
        _write(writing, data)
    return xxhash.xxh3_128_digest(data) if how.digest else b""


def _copy_blocks(original: Original, writing: int, how: CopyHow) -> bytes:
    digest = xxhash.xxh3_128()
    left = original.status.st_size
    has_holes = getattr(original.status, "st_blocks", left) * 512 < left
    while left and (block := _read(original, min(left, BLOCK))):
        how.check_stop()
        left -= len(block)
        if how.digest:
            digest.update(block)
        if has_holes and block == _ZEROS:
            os.lseek(writing, len(block), os.SEEK_CUR)  # a hole stays one
        else:
            _write(writing, block)
        how.on_block(len(block))
    if has_holes:
        os.ftruncate(writing, original.status.st_size - left)
    return digest.digest() if how.digest else b""


def _read(original: Original, size: int) -> bytes:
    try:
        return os.read(original.descriptor, size)
    except OSError as error:
        error.filename = original.path
        raise


def _write(descriptor: int, data: bytes) -> None:
    written = os.write(descriptor, data)
    while written < len(data):  # a signal or a nearly full volume
        written += os.write(descriptor, data[written:])
