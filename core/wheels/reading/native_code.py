"""Which computers a compiled file is for, by its first bytes.

Source: the PE format of Microsoft's documentation, the System V ABI (ELF) and Apple's Mach-O headers.
"""

import struct

_PE_MACHINES = {0x8664: "x86-64", 0x14C: "x86", 0xAA64: "ARM64", 0xA641: "ARM64", 0x1C4: "ARM"}
_ELF_MACHINES = {
    3: "x86",
    62: "x86-64",
    183: "ARM64",
    40: "ARM",
    21: "ppc64le",
    22: "s390x",
    243: "riscv64",
    258: "loongarch64",
}
_MACH_MACHINES = {0x0100_0007: "x86-64", 0x0100_000C: "ARM64", 7: "x86"}
_MACH_64 = b"\xcf\xfa\xed\xfe"
_MACH_32 = b"\xce\xfa\xed\xfe"
_MACH_FAT = b"\xca\xfe\xba\xbe"
_MOST_FAT = 8
"""Java's class files begin like a fat Mach-O; what would be its count is their version, from 45 on."""

_PE_32 = 0x10B
_DOTNET_DIRECTORY = 14


def platforms_of_bytes(head: bytes) -> tuple[str, ...]:
    """Return what a compiled file is for, several for a fat one; empty for what is not known or runs anywhere (.NET).

    ``head`` are its first bytes; 4 KiB are enough for files that tools make.
    """
    if head.startswith(b"\x7fELF") and len(head) >= 20:
        order = ">" if head[5] == 2 else "<"
        (machine,) = struct.unpack_from(f"{order}H", head, 18)
        return (f"Linux {_ELF_MACHINES.get(machine, f'machine {machine}')}",)
    if head.startswith(b"MZ"):
        return _of_pe(head)
    if head.startswith((_MACH_64, _MACH_32)) and len(head) >= 8:
        return (_mach(struct.unpack_from("<I", head, 4)[0]),)
    if head.startswith(_MACH_FAT) and len(head) >= 8:
        (count,) = struct.unpack_from(">I", head, 4)
        if count <= _MOST_FAT and len(head) >= 8 + 20 * count:
            return tuple(_mach(struct.unpack_from(">I", head, 8 + 20 * number)[0]) for number in range(count))
    return ()


def _mach(machine: int) -> str:
    return f"macOS {_MACH_MACHINES.get(machine, f'machine {machine}')}"


def _of_pe(head: bytes) -> tuple[str, ...]:
    if len(head) < 64:
        return ()
    (at,) = struct.unpack_from("<I", head, 60)
    if at + 26 > len(head) or head[at : at + 4] != b"PE\0\0":
        return ()
    (machine,) = struct.unpack_from("<H", head, at + 4)
    (magic,) = struct.unpack_from("<H", head, at + 24)
    directory = at + 24 + (96 if magic == _PE_32 else 112) + 8 * _DOTNET_DIRECTORY
    if directory + 8 <= len(head) and any(head[directory : directory + 8]):
        return ()
    return (f"Windows {_PE_MACHINES.get(machine, f'machine {machine:#x}')}",)
