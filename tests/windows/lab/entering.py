"""Enters the Debian folder: mounts in a namespace of their own, which vanish with the command."""

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/wine"


class Mount(Struct, frozen=True):
    """A folder of the host as it is seen inside; ``inside`` is an absolute path there."""

    host: Path
    inside: str
    writable: bool = False


def enter_command(
    debian: Path,
    argv: Sequence[str],
    *,
    environ: Mapping[str, str] | None = None,
    mounts: Sequence[Mount] = (),
    folder: str = "/",
) -> list[str]:
    """Return the host's command that runs ``argv`` inside; the environment there is ``environ`` and nothing else.

    Words that are put behind it are arguments of the program inside.
    """
    lines = ["set -e", f"cd {shlex.quote(str(debian))}", "mount -t proc proc proc", "mount --rbind /dev dev"]
    for mount in mounts:
        target = "." + shlex.quote(mount.inside)
        lines += [f"mkdir -p {target}", f"mount --bind {shlex.quote(str(mount.host))} {target}"]
        if not mount.writable:
            lines.append(f"mount -o remount,bind,ro {target}")
    variables = {"PATH": PATH, "HOME": "/root", "LC_ALL": "C.UTF-8", **(environ or {})}
    words = [f"{name}={value}" for name, value in variables.items()]
    inside = shlex.join(["env", "-i", *words, "sh", "-c", 'cd "$0" && exec "$@"', folder])
    lines.append(f'exec chroot . {inside} "$@"')
    return ["unshare", "--mount", "--propagation", "private", "sh", "-c", "\n".join(lines), "lab", *argv]
