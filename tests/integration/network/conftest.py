"""What the tests of the network share: servers, proxies, and lists of roots that trust the test's own authority."""

import ssl

import pytest

from core.network.roots import Roots
from tests.network.certificates import Authority
from tests.network.fixtures import authority, filtering_proxy, login_proxy, plain_proxy, tls_index

__all__ = ["authority", "filtering_proxy", "login_proxy", "plain_proxy", "roots", "tls_index"]


@pytest.fixture
def roots(authority: Authority) -> Roots:
    """The lists of a company computer: the public roots as they are, and a system that trusts the private authority."""

    def own() -> tuple[bytes, ...]:
        return (ssl.PEM_cert_to_DER_cert(authority.root_file.read_text("ascii")),)

    return Roots(system=lambda: ssl.create_default_context(cafile=authority.root_file), own=own)
