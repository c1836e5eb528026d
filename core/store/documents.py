"""Small JSON documents on disk, typed and versioned, written atomically."""

from collections.abc import Callable, Mapping
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


Step = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the plain data of one form of a document into that of the next."""


def read_document(file: Path, kind: type[T], default: D, steps: Mapping[int, Step] | None = None) -> T | D:
    """Read ``file`` as ``kind``; ``default`` where there is no such file.

    ``steps`` are taken on the data of an older form, from the form that is written in it on. Raises InputError naming
    the file when it cannot be read, is not what it should be, or was written by a newer Wheelyard, whose form this one
    would write back mutilated.
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
        plain = msgspec.json.decode(data)
        # Before its fields are looked at: a newer form may well have others, and is not damaged because of it.
        _check_version(file, kind, _form_of(plain))
        if _form_of(plain) not in (steps or {}):
            return msgspec.json.decode(data, type=kind, dec_hook=decode_hook)
        return msgspec.convert(_stepped(plain, steps or {}), kind, dec_hook=decode_hook)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise InputError(
            f"Wheelyard's file {file} is damaged: {error}.",
            "Rename it to keep a copy; Wheelyard then starts this file afresh.",
        ) from error


def _stepped(plain: Any, steps: Mapping[int, Step]) -> Any:
    form = _form_of(plain)
    while form is not None and form in steps:
        plain = {**steps[form](plain), "version": form + 1}
        form += 1
    return plain


def _form_of(plain: object) -> int | None:
    form = plain.get("version") if isinstance(plain, dict) else None
    return form if isinstance(form, int) and not isinstance(form, bool) else None


def _check_version(file: Path, kind: type, written: int | None) -> None:
    of_struct = fields(kind) if issubclass(kind, msgspec.Struct) else ()
    known = next((field.default for field in of_struct if field.name == "version"), None)
    if known is not None and written is not None and written > known:
        raise InputError(
            f"Wheelyard's file {file} was written by a newer Wheelyard (form {written}, this one knows {known}).",
            "Use the newer Wheelyard, or let WHEELYARD_HOME name another folder.",
        )


def write_document(file: Path, value: object, steps: Mapping[int, Step] | None = None) -> None:
    """Write ``value`` to ``file`` as indented JSON, whole or not at all; raises InputError.

    A document of a form that ``steps`` lead on from is kept beside it, as ``NAME.form-1.json``: the older Wheelyard
    that wrote it reads no newer one, and may have known fields that have no successor.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if steps:
            _keep_older_form(file, steps)
        write_atomically(file, to_json(value, indent=2) + b"\n")
    except OSError as error:
        raise InputError(
            f"Wheelyard's file {file} cannot be written: {error.strerror}.",
            "Make room or give yourself write access; WHEELYARD_HOME can name another folder.",
        ) from error


def _keep_older_form(file: Path, steps: Mapping[int, Step]) -> None:
    try:
        data = file.read_bytes()
        form = _form_of(msgspec.json.decode(data))
    except (FileNotFoundError, ValueError, RecursionError):
        return
    if form is not None and form in steps:
        write_atomically(file.with_name(f"{file.stem}.form-{form}{file.suffix}"), data)
