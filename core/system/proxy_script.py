"""What a script for proxies (PAC) says for an address, asked of Windows' WinHTTP (Microsoft, "WinHttpGetProxyForUrl").

Elsewhere nothing evaluates such a script: it is a program, and only the system knows how to run it as browsers do.
"""

import re
import sys

DIRECT = "DIRECT"
"""What a script says where no proxy is needed."""


def answers_of(text: str, scheme: str) -> tuple[str, ...]:
    """Return the proxies for a scheme of ``host:port;http=host:port`` (WinHTTP's form) as URLs, in their order."""
    found: list[str] = []
    for part in re.split(r"[;\s]+", text):
        name, equals, address = part.rpartition("=")
        if not address or (equals and name.lower() != scheme):
            continue
        found.append(address if "://" in address else f"http://{address}")
    return tuple(dict.fromkeys(found))


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes
    from urllib.parse import urlsplit

    _NO_PROXY, _NAMED_PROXY = 1, 3
    _AUTO_DETECT, _CONFIG_URL = 0x1, 0x2
    _BY_DHCP, _BY_DNS = 0x1, 0x2
    _LOG_ON = True
    """The script's server may ask who one is; the person's own Windows login is what a browser gives it, too."""

    class _Options(ctypes.Structure):
        _fields_ = (
            ("flags", wintypes.DWORD),
            ("detect_flags", wintypes.DWORD),
            ("config_url", wintypes.LPCWSTR),
            ("reserved", ctypes.c_void_p),
            ("reserved_number", wintypes.DWORD),
            ("log_on", wintypes.BOOL),
        )

    class _Info(ctypes.Structure):
        _fields_ = (
            ("access", wintypes.DWORD),
            # Pointers, not strings: what Windows hands out has to be given back.
            ("proxy", ctypes.c_void_p),
            ("bypass", ctypes.c_void_p),
        )

    def script_answer(url: str, script: str | None) -> tuple[str, ...] | None:
        """Return the proxies for ``url`` by the script, or by the one that the network names where ``script`` is None.

        ``DIRECT`` stands for none; None where the script cannot be had or run. It may take as long as the network does.
        """
        try:
            library = ctypes.WinDLL("winhttp", use_last_error=True)
        except OSError:
            return None
        library.WinHttpOpen.restype = ctypes.c_void_p
        library.WinHttpOpen.argtypes = (
            wintypes.LPCWSTR,
            wintypes.DWORD,
            wintypes.LPCWSTR,
            wintypes.LPCWSTR,
            wintypes.DWORD,
        )
        library.WinHttpGetProxyForUrl.argtypes = (
            ctypes.c_void_p,
            wintypes.LPCWSTR,
            ctypes.POINTER(_Options),
            ctypes.POINTER(_Info),
        )
        library.WinHttpCloseHandle.argtypes = (ctypes.c_void_p,)
        session = library.WinHttpOpen("Wheelyard", _NO_PROXY, None, None, 0)
        if not session:
            return None
        try:
            options = _Options(
                flags=_CONFIG_URL if script is not None else _AUTO_DETECT,
                detect_flags=0 if script is not None else _BY_DHCP | _BY_DNS,
                config_url=script,
                log_on=_LOG_ON,
            )
            info = _Info()
            if not library.WinHttpGetProxyForUrl(session, url, ctypes.byref(options), ctypes.byref(info)):
                return None
            proxy = _taken(info.proxy)
            _taken(info.bypass)
            if info.access != _NAMED_PROXY:
                return (DIRECT,)
            return answers_of(proxy, urlsplit(url).scheme) or (DIRECT,)
        finally:
            library.WinHttpCloseHandle(session)

    def _taken(pointer: int | None) -> str:
        """Return the text at a pointer, and give its memory back to Windows."""
        if not pointer:
            return ""
        text = ctypes.wstring_at(pointer)
        kernel = ctypes.WinDLL("kernel32")
        kernel.GlobalFree.argtypes = (ctypes.c_void_p,)
        kernel.GlobalFree.restype = ctypes.c_void_p
        kernel.GlobalFree(pointer)
        return text

else:

    def script_answer(url: str, script: str | None) -> tuple[str, ...] | None:  # noqa: ARG001 - the same form on both sides
        """Return None: nothing here evaluates such a script."""
        return None
