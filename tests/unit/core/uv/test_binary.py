"""Finding uv and asking its version."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from core.model.project import InputError
from core.uv.binary import describe, find_uv
from core.uv.capabilities import capabilities, parse_version
from core.uv.process import ChildProcessRunner
from tests.fakes.uv_standin import make_standin


def test_a_named_program_is_taken_and_a_missing_one_is_named(tmp_path: Path) -> None:
    program = make_standin(tmp_path, "version")
    assert find_uv(program, {}) == program
    with pytest.raises(InputError, match=r"There is no uv program at .*nowhere") as caught:
        find_uv(tmp_path / "nowhere", {})
    assert "WHEELYARD_UV" in caught.value.way_out


def test_the_installed_package_brings_the_program(uv_program: Path) -> None:
    assert find_uv(None, {}) == uv_program


def test_a_real_uv_is_described(uv_program: Path) -> None:
    described = asyncio.run(describe(ChildProcessRunner(os.environ), uv_program))
    assert described.path == uv_program
    assert described.numbers == parse_version(described.version)
    assert described.numbers >= (0, 9)
    assert described.can == capabilities(described.numbers)


def test_a_stand_in_is_described(tmp_path: Path) -> None:
    described = asyncio.run(describe(ChildProcessRunner(os.environ), make_standin(tmp_path, "hang")))
    assert (described.version, described.numbers) == ("0.13.9", (0, 13, 9))


def saying(folder: Path, text: str, status: int) -> Path:
    """Write a program that says a line and ends with a status."""
    program = folder / ("uv.cmd" if sys.platform == "win32" else "uv")
    head = "@echo off" if sys.platform == "win32" else "#!/bin/sh"
    program.write_text(f"{head}\necho {text}\nexit {status}\n")
    program.chmod(0o755)
    return program


def test_another_program_is_not_taken_for_uv(tmp_path: Path) -> None:
    program = saying(tmp_path, "pip 24.0", 0)
    with pytest.raises(InputError, match="does not answer as uv does"):
        asyncio.run(describe(ChildProcessRunner(os.environ), program))
    program = saying(tmp_path, "uv 0.13.9", 1)
    with pytest.raises(InputError, match="does not answer as uv does"):
        asyncio.run(describe(ChildProcessRunner(os.environ), program))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0.13.9", (0, 13, 9)),
        ("uv 0.8.17 (10960bc13 2025-09-10)", (0, 8, 17)),
        ("0.11.0+3 (abc)", (0, 11, 0)),
        ("1", (1,)),
        ("unknown", ()),
        ("", ()),
    ],
)
def test_versions_are_read(text: str, numbers: tuple[int, ...]) -> None:
    assert parse_version(text) == numbers


@pytest.mark.parametrize(
    ("numbers", "json", "flag", "variable"),
    [
        ((0, 5, 0), False, "--native-tls", "UV_NATIVE_TLS"),
        ((0, 9, 18), False, "--native-tls", "UV_NATIVE_TLS"),
        ((0, 9, 26), True, "--native-tls", "UV_NATIVE_TLS"),
        ((0, 10, 12), True, "--native-tls", "UV_NATIVE_TLS"),
        ((0, 11), True, "--system-certs", "UV_SYSTEM_CERTS"),
        ((0, 13, 9), True, "--system-certs", "UV_SYSTEM_CERTS"),
        ((), True, "--system-certs", "UV_SYSTEM_CERTS"),
    ],
)
def test_what_a_version_can_do(numbers: tuple[int, ...], json: bool, flag: str, variable: str) -> None:  # noqa: FBT001 - a table's column
    can = capabilities(numbers)
    assert (can.supports_json_dry_run, can.certificate_flag, can.certificate_variable) == (json, flag, variable)
