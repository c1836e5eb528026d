"""What a version of uv can do, as facts from its releases."""

import re

from msgspec import Struct


class Capabilities(Struct, frozen=True):
    """What differs between versions of uv, as far as Wheelyard needs it.

    ``supports_json_dry_run``: ``uv sync --dry-run --output-format json`` lists the changes; measured: 0.9.26
    does, 0.9.18 does not, and the text on stderr lists them in every version.
    ``installs_only``: ``--only-install-package`` is known; measured: 0.9.9 knows it, 0.9.5 does not.
    ``certificate_flag``, ``certificate_variable``: use the certificates of the system, renamed with 0.11.
    """

    supports_json_dry_run: bool
    installs_only: bool
    certificate_flag: str
    certificate_variable: str


def parse_version(text: str) -> tuple[int, ...]:
    """Return the numbers of a version such as ``0.13.9`` or ``0.13.9+4 (abc)``; empty if there are none."""
    match = re.match(r"\s*(?:uv )?([0-9]+(?:\.[0-9]+)*)", text)
    return tuple(int(part) for part in match[1].split(".")) if match is not None else ()


def capabilities(version: tuple[int, ...]) -> Capabilities:
    """Return what a version can do; an unknown version counts as a new one."""
    known = version or (999,)
    renamed = known >= (0, 11)
    return Capabilities(
        supports_json_dry_run=known >= (0, 9, 26),
        installs_only=known >= (0, 9, 9),
        certificate_flag="--system-certs" if renamed else "--native-tls",
        certificate_variable="UV_SYSTEM_CERTS" if renamed else "UV_NATIVE_TLS",
    )
