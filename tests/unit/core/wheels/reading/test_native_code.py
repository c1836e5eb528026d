"""What compiled files in a wheel are for, by their names and by their first bytes."""

import struct
from pathlib import Path

import pytest

from core.model.wheels import WheelFile
from core.wheels.make_wheel import write_wheel
from core.wheels.reading.native_code import platforms_of_bytes
from core.wheels.reading.wheel_reader import read_wheel


def elf(machine: int, order: str = "<") -> bytes:
    kind = 1 if order == "<" else 2
    return b"\x7fELF\x02" + bytes([kind]) + b"\x01" + b"\0" * 9 + struct.pack(f"{order}HH", 3, machine) + b"\0" * 40


def pe(machine: int, magic: int = 0x20B, *, dotnet: bool = False) -> bytes:
    optional = struct.pack("<H", magic).ljust(96 if magic == 0x10B else 112, b"\0")
    directories = b"".join(struct.pack("<II", 9, 72) if dotnet and n == 14 else b"\0" * 8 for n in range(16))
    return (
        b"MZ".ljust(60, b"\0")
        + struct.pack("<I", 128)
        + b"\0" * 64
        + b"PE\0\0"
        + struct.pack("<H", machine)
        + b"\0" * 18
        + optional
        + directories
    )


def mach(machine: int) -> bytes:
    return b"\xcf\xfa\xed\xfe" + struct.pack("<I", machine) + b"\0" * 24


def fat(*machines: int) -> bytes:
    return (
        b"\xca\xfe\xba\xbe"
        + struct.pack(">I", len(machines))
        + b"".join(struct.pack(">I", each) + b"\0" * 16 for each in machines)
    )


@pytest.mark.parametrize(
    ("head", "platforms"),
    [
        (elf(62), ("Linux x86-64",)),
        (elf(183), ("Linux ARM64",)),
        (elf(22, ">"), ("Linux s390x",)),
        (elf(999), ("Linux machine 999",)),
        (pe(0x8664), ("Windows x86-64",)),
        (pe(0x14C, 0x10B), ("Windows x86",)),
        (pe(0xAA64), ("Windows ARM64",)),
        (pe(0x14C, 0x10B, dotnet=True), ()),
        (pe(0x8664)[:100], ()),
        (b"MZ", ()),
        (b"\x7fELF", ()),
        (mach(0x0100_000C), ("macOS ARM64",)),
        (fat(0x0100_0007, 0x0100_000C), ("macOS x86-64", "macOS ARM64")),
        (fat(*[7] * 45), ()),
        (b"\xca\xfe\xba\xbe\0\0\0\2", ()),
        (b"#!/bin/sh\n", ()),
        (b"", ()),
    ],
)
def test_by_the_first_bytes(head: bytes, platforms: tuple[str, ...]) -> None:
    assert platforms_of_bytes(head) == platforms


@pytest.mark.parametrize(
    ("file", "tags", "native", "trouble"),
    [
        ("x.cp310-win_amd64.pyd", "cp310-cp310-win_amd64", ("Windows x86-64",), None),
        ("x.cp310-win_amd64.pyd", "cp310-cp310-win32", ("Windows x86-64",), "native-platform"),
        ("x.pyd", "cp310-abi3-win_arm64", ("Windows",), None),
        ("x.dll", "cp310-cp310-linux_x86_64", ("Windows",), "native-platform"),
        (
            "x.cpython-310-x86_64-linux-gnu.so",
            "cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64",
            ("Linux x86-64",),
            None,
        ),
        ("x.cpython-310-aarch64-linux-gnu.so", "cp310-cp310-musllinux_1_1_x86_64", ("Linux ARM64",), "native-platform"),
        ("x.cpython-310-darwin.so", "cp310-cp310-macosx_11_0_arm64", ("macOS",), None),
        ("x.dylib", "cp310-cp310-win_amd64", ("macOS",), "native-platform"),
        ("x.abi3.so", "cp310-abi3-linux_x86_64", (), None),
        ("x.so", "py3-none-any", (), "native-in-any"),
        ("libx.so.1.2", "py3-none-any", (), "native-in-any"),
        ("x.pyd", "py3-none-any", ("Windows",), "native-in-any"),
        ("x.so", "cp310-cp310-android_21_arm64_v8a", (), None),
        ("also.py", "py3-none-any", (), None),
        ("x.sock", "py3-none-any", (), None),
        ("x.so.py", "py3-none-any", (), None),
    ],
)
def test_by_names(file: str, tags: str, native: tuple[str, ...], trouble: str | None, tmp_path: Path) -> None:
    found = read_wheel(write_wheel(tmp_path, "nice", "1", tags=tags, files={f"nice/{file}": b"?"}))
    assert found.native == native
    assert [each.id for each in found.troubles] == ([trouble] if trouble else [])
    assert found.is_usable


def thoroughly(folder: Path, tags: str, **files: bytes) -> WheelFile:
    contents = {f"nice/{name.replace('__', '.')}": data for name, data in files.items()}
    return read_wheel(write_wheel(folder, "nice", "1", tags=tags, files=contents), thorough=True)


def test_a_linux_library_in_a_windows_wheel(tmp_path: Path) -> None:
    found = thoroughly(tmp_path, "cp310-cp310-win_amd64", fast__so=elf(62))
    assert found.native == ("Linux x86-64",)
    (trouble,) = found.troubles
    assert trouble.id == "native-platform"
    assert "Windows x86-64" in trouble.sentence
    assert "“nice/fast.so”" in trouble.sentence


def test_another_machine_in_a_windows_wheel(tmp_path: Path) -> None:
    found = thoroughly(tmp_path, "cp310-cp310-win_amd64", fast__pyd=pe(0xAA64))
    assert [trouble.id for trouble in found.troubles] == ["native-platform"]


def test_a_fat_library_and_others_beside_it(tmp_path: Path) -> None:
    found = thoroughly(tmp_path, "cp310-cp310-macosx_11_0_universal2", fast__so=fat(0x0100_0007, 0x0100_000C))
    assert (found.native, found.troubles) == (("macOS ARM64", "macOS x86-64"), ())
    found = thoroughly(tmp_path, "cp310-cp310-win_amd64", fast__pyd=pe(0x8664), helper__so=elf(62))
    assert (found.native, found.troubles) == (("Linux x86-64", "Windows x86-64"), ())


def test_a_dotnet_library_is_for_no_machine(tmp_path: Path) -> None:
    found = thoroughly(tmp_path, "cp310-cp310-win_amd64", net__dll=pe(0x14C, 0x10B, dotnet=True))
    assert (found.native, found.troubles) == ((), ())
