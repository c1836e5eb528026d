"""Small JSON documents on disk, typed and versioned, written atomically."""

from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import fields

from core.model.project import InputError
from core.store.atomic import write_atomically

T = TypeVar("T")
D = TypeVar("D")


def encode_hook(value: object) -> object:
    """Turn a Path into text for JSON; raises NotImplementedError for anything else."""
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(f"no JSON form for {type(value).__name__}")


def decode_hook(kind: type, value: Any) -> Any:
    """Turn text back into a Path; raises NotImplementedError for anything else."""
    if kind is Path or issubclass(kind, Path):
        return Path(value)
    raise NotImplementedError(f"no value of {kind.__name__} from JSON")


def to_json(value: object, *, indent: int = 0) -> bytes:
    """Return ``value`` as JSON, on one line or indented."""
    data = msgspec.json.encode(value, enc_hook=encode_hook)
    return msgspec.json.format(data, indent=indent) if indent else data


def to_builtins(value: object) -> Any:
    """Return ``value`` as dicts, lists, texts and numbers."""
    return msgspec.to_builtins(value, enc_hook=encode_hook)


def read_document(file: Path, kind: type[T], default: D) -> T | D:
    """Read ``file`` as ``kind``; ``default`` where there is no such file.

    Raises InputError naming the file when it cannot be read, is not what it should be, or was written by a newer
    Wheelyard, whose form this one would write back mutilated.
    """
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return default
    except OSError as error:
        raise InputError(
            f"Wheelyard's file {file} cannot be read: {error.strerror}.", "Give yourself read access to it."
        ) from error
    try:
        document = msgspec.json.decode(data, type=kind, dec_hook=decode_hook)
    except (msgspec.DecodeError, ValueError) as error:
        raise InputError(
            f"Wheelyard's file {file} is damaged: {error}.",
            "Rename it to keep a copy; Wheelyard then starts this file afresh.",
        ) from error
    if isinstance(document, msgspec.Struct):
        _check_version(file, document)
    return document


def _check_version(file: Path, document: msgspec.Struct) -> None:
    known = next((field.default for field in fields(document) if field.name == "version"), None)
    written = getattr(document, "version", None)
    if known is not None and written is not None and written > known:
        raise InputError(
            f"Wheelyard's file {file} was written by a newer Wheelyard (form {written}, this one knows {known}).",
            "Use the newer Wheelyard, or let WHEELYARD_HOME name another folder.",
        )


def write_document(file: Path, value: object) -> None:
    """Write ``value`` to ``file`` as indented JSON, whole or not at all; raises InputError."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, to_json(value, indent=2) + b"\n")
    except OSError as error:
        raise InputError(
            f"Wheelyard's file {file} cannot be written: {error.strerror}.",
            "Make room or give yourself write access; WHEELYARD_HOME can name another folder.",
        ) from error
