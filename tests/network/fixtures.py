"""Fixtures of a company network; a conftest takes them with ``from tests.network.fixtures import ...``.

Other options come from the context managers themselves: ``package_index(...)`` and ``forward_proxy(...)``.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.network.certificates import Authority
from tests.network.forward_proxy import ForwardProxy, forward_proxy
from tests.network.tls_index import Index, package_index

PROXY_LOGIN = ("proxy-user", "proxy-pass")
"""The user and password that ``login_proxy`` asks for."""


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """A private certificate authority that nobody trusts yet."""
    return Authority(tmp_path / "authority")


@pytest.fixture
def tls_index(tmp_path: Path, authority: Authority) -> Iterator[Index]:
    """A sound index over TLS with a certificate of ``authority``."""
    with package_index(tmp_path / "index-wheels", authority) as index:
        yield index


@pytest.fixture
def plain_proxy(tmp_path: Path) -> Iterator[ForwardProxy]:
    """A proxy that lets everyone through."""
    with forward_proxy(tmp_path / "proxy") as proxy:
        yield proxy


@pytest.fixture
def login_proxy(tmp_path: Path) -> Iterator[ForwardProxy]:
    """A proxy that answers 407 to who does not send PROXY_LOGIN."""
    with forward_proxy(tmp_path / "login-proxy", login=PROXY_LOGIN) as proxy:
        yield proxy


@pytest.fixture
def filtering_proxy(tmp_path: Path) -> Iterator[ForwardProxy]:
    """A proxy that answers 403 for localhost and 127.0.0.1."""
    with forward_proxy(tmp_path / "filtering-proxy", refused=("localhost", "127.0.0.1")) as proxy:
        yield proxy
