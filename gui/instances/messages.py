"""What two starts of the window say to each other: one line of JSON there, one back."""

import hashlib
import os
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct

MOST_BYTES = 64 * 1024
"""A longer line is no message of ours."""


class Wish(StrEnum):
    """What a second start wants of the first."""

    SHOW = "show"
    QUIT = "quit"


class Request(Struct, frozen=True):
    """A wish; ``folder`` is the project to show, ``installation`` the program that asks (its ``sys.prefix``)."""

    wish: Wish
    installation: str
    folder: str | None = None


class Answer(Struct, frozen=True):
    """Who answered; ``agreed`` is False where another installation was meant. ``process`` is a process id."""

    process: int
    agreed: bool


def server_name(home: Path) -> str:
    """Return the name at which the window of a home can be reached, the same for every way of writing the folder."""
    plain = os.path.normcase(home.absolute())
    return f"wheelyard-{hashlib.sha256(plain.encode()).hexdigest()[:16]}"


def to_line(message: Request | Answer) -> bytes:
    """Return a message as it is sent."""
    return msgspec.json.encode(message) + b"\n"


def request_of(line: bytes) -> Request | None:
    """Return the request in a line, None for anything else."""
    try:
        return msgspec.json.decode(line, type=Request)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def answer_of(line: bytes) -> Answer | None:
    """Return the answer in a line, None for anything else."""
    try:
        return msgspec.json.decode(line, type=Answer)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
