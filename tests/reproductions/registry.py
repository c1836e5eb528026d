"""Every reproduction, family after family."""

from tests.reproductions import (
    builds,
    cache,
    cache_renames,
    connections,
    drives,
    environment,
    indexes,
    malformed,
    quiet,
    resolving,
    rights,
    settings,
    tls,
    volumes,
    wheels,
)
from tests.reproductions.reproduction import Reproduction
from tests.reproductions.windows import WINDOWS
from tests.reproductions.windows_numbers import IN_EARNEST

HERE: tuple[Reproduction, ...] = (
    *cache_renames.REPRODUCTIONS,
    *environment.REPRODUCTIONS,
    *rights.REPRODUCTIONS,
    *tls.REPRODUCTIONS,
    *connections.REPRODUCTIONS,
    *indexes.REPRODUCTIONS,
    *volumes.REPRODUCTIONS,
    *drives.REPRODUCTIONS,
    *quiet.REPRODUCTIONS,
    *cache.REPRODUCTIONS,
    *wheels.REPRODUCTIONS,
    *malformed.REPRODUCTIONS,
    *builds.REPRODUCTIONS,
    *resolving.REPRODUCTIONS,
    *settings.REPRODUCTIONS,
)
"""Failures that the uv of this environment makes."""

REPRODUCTIONS: tuple[Reproduction, ...] = (*HERE, *WINDOWS, *IN_EARNEST)
"""All of them, with those that uv.exe makes in the Windows lab, and those that nobody can make here."""
