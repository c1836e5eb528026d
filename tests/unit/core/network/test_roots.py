"""The list of roots of this computer: it judges when a server has shown its certificates, and not before."""

import socket
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from core.network.roots import system_context

CHECKOUT = Path(__file__).parents[4]


def test_nothing_is_judged_before_the_handshake() -> None:
    here, there = socket.socketpair()
    with (
        there,
        here,
        system_context().wrap_socket(here, server_hostname="index.example", do_handshake_on_connect=False) as secured,
    ):
        assert secured.version() is None


def test_no_version_that_judges_before_the_handshake_is_allowed() -> None:
    # Up to 0.10.4 wrapping a connection judged it at once: on Windows whoever shakes hands later was always refused.
    wanted = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    (truststore,) = (each for each in map(Requirement, wanted) if each.name == "truststore")
    assert not truststore.specifier.contains("0.10.4")
    assert truststore.specifier.contains("0.10.5")
