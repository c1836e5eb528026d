"""Whether Windows' code integrity judges ordinary programs (Windows Defender Application Control, Smart App Control).

Windows itself is asked (SystemCodeIntegrityInformation), since the files of its policies are there on every computer.
"""

import sys
from enum import StrEnum

_ENABLED_FOR_PROGRAMS = 0x04
_AUDITED_FOR_PROGRAMS = 0x08


class ProgramIntegrity(StrEnum):
    """What Windows does with a program that its policy does not know."""

    NOT_CHECKED = "not-checked"
    AUDITED = "audited"
    ENFORCED = "enforced"


def integrity_of(options: int) -> ProgramIntegrity:
    """Return what the options of Windows' code integrity mean for programs; one that only audits may set both bits."""
    if options & _AUDITED_FOR_PROGRAMS:
        return ProgramIntegrity.AUDITED
    return ProgramIntegrity.ENFORCED if options & _ENABLED_FOR_PROGRAMS else ProgramIntegrity.NOT_CHECKED


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _CODE_INTEGRITY = 103

    class _Information(ctypes.Structure):
        _fields_ = (("length", wintypes.ULONG), ("options", wintypes.ULONG))

    def program_integrity() -> ProgramIntegrity | None:
        """Return what is done with unknown programs here, None where Windows does not tell."""
        said = _Information(length=ctypes.sizeof(_Information))
        status = ctypes.WinDLL("ntdll").NtQuerySystemInformation(
            _CODE_INTEGRITY, ctypes.byref(said), ctypes.sizeof(said), None
        )
        return integrity_of(said.options) if status == 0 else None

else:

    def program_integrity() -> ProgramIntegrity | None:
        """Return None: there is no such thing here."""
        return None
