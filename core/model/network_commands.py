"""Commands about the network of a project: looking, checking, certificates, logins."""

from pathlib import Path

from core.model.repair_commands import RepairCommand
from core.model.uv_commands import Command


class ReadNetwork(Command, frozen=True, kw_only=True):
    """Say which indexes, servers, proxies and logins a project has, without asking any server."""


class CheckNetwork(Command, frozen=True, kw_only=True):
    """Check every server that the project would talk to, or the addresses of ``urls``.

    ``urls`` hold no login. ``prove`` lets the real uv try each address, and each remedy before it is offered.
    """

    urls: tuple[str, ...] = ()
    prove: bool = True


class ExportCertificates(RepairCommand, frozen=True, kw_only=True):
    """Write the roots that this computer trusts into a PEM file; None is a file in Wheelyard's own folder.

    ``use`` chooses the file as the project's certificate file; ``others`` sets the variables that pip, requests and
    their like read (``REQUESTS_CA_BUNDLE``, ``PIP_CERT``) for the project, too. ``more`` are certificate files whose
    roots are put in besides, for a root that the system does not know.
    """

    to: Path | None = None
    use: bool = True
    others: bool = False
    more: tuple[Path, ...] = ()


class StoreProxyLogin(RepairCommand, frozen=True, kw_only=True):
    """Ask for the user name and password of the project's proxy and keep them in the keyring.

    ``url`` is the proxy without a login; None is the one that uv uses. ``refused`` says that the proxy did not take the
    login that is kept.
    """

    url: str | None = None
    user: str | None = None
    refused: bool = False


class ForgetProxyLogin(Command, frozen=True, kw_only=True):
    """Take the login of the project's proxy out of the keyring."""


class MoveLogins(RepairCommand, frozen=True, kw_only=True):
    """Move logins that lie open in the project's files into the keyring; without ``ids`` all that can be moved."""

    ids: tuple[str, ...] = ()


class ShareLogins(Command, frozen=True, kw_only=True):
    """Let the uv of terminals ask the program ``keyring`` for the project's logins; ``share`` False ends that."""

    share: bool = True
