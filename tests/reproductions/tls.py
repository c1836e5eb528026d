"""Certificates and encryption: issuers that uv does not trust, certificates that are wrong, no TLS at all."""

from functools import partial

from core.model.problem import Category
from tests.network.answers import Answer
from tests.network.certificates import Authority, Certificate
from tests.network.tls_index import package_index
from tests.reproductions.bench import Bench
from tests.reproductions.reproduction import Reproduction


def _asked(
    bench: Bench,
    *words: str,
    certificate: Certificate = Certificate.GOOD,
    answer: Answer = Answer.GOOD,
    trusted: bool = False,
) -> str:
    """Ask an index over TLS; ``trusted`` names its authority to uv, so that only other faults are left."""
    bench.declare("small-one")
    authority = Authority(bench.folder / "authority")
    with package_index(bench.folder / "index", authority, certificate=certificate, answer=answer) as index:
        variables = {"UV_OFFLINE": None, "UV_HTTP_RETRIES": "0"}
        if trusted:
            variables["SSL_CERT_FILE"] = str(authority.root_file)
        return bench.uv(*words, "--index-url", index.url, variables=variables)


def _in_environment(bench: Bench) -> str:
    bench.declare()
    bench.well("venv")
    return _asked(bench, "pip", "install", "small-one")


def _python(bench: Bench) -> str:
    bench.declare()
    with package_index(bench.folder / "index", Authority(bench.folder / "authority")) as index:
        variables = {
            "UV_OFFLINE": None,
            "UV_HTTP_RETRIES": "0",
            "UV_PYTHON_DOWNLOADS": "automatic",
            "UV_PYTHON_INSTALL_MIRROR": index.url,
        }
        return bench.uv("python", "install", "3.12", variables=variables)


_issuer = partial(Reproduction, category=Category.TLS_UNTRUSTED_ISSUER, package="small-one", url="https://*")
_other = partial(Reproduction, category=Category.TLS_OTHER, package="small-one", url="https://*")

REPRODUCTIONS = (
    _issuer(
        name="private",
        how="an index whose certificate comes from a private authority",
        make=lambda b: _asked(b, "lock"),
    ),
    _issuer(name="pip", how="the same, asked by uv pip", make=_in_environment),
    _issuer(
        name="system",
        how="the same with --system-certs, where the system does not trust it either",
        make=lambda b: _asked(b, "lock", "--system-certs"),
    ),
    _issuer(
        name="self-signed",
        how="a certificate that signs itself",
        make=lambda b: _asked(b, "lock", certificate=Certificate.SELF_SIGNED),
    ),
    _issuer(
        name="chain",
        how="a server that leaves out the certificate between its own and the root",
        make=lambda b: _asked(b, "lock", certificate=Certificate.INCOMPLETE_CHAIN, trusted=True),
    ),
    _issuer(name="python", how="a mirror of Pythons with such a certificate", make=_python, package=None),
    _other(
        name="expired",
        how="a certificate that has expired",
        make=lambda b: _asked(b, "lock", certificate=Certificate.EXPIRED, trusted=True),
    ),
    _other(
        name="not-yet-valid",
        how="one that is not valid yet",
        make=lambda b: _asked(b, "lock", certificate=Certificate.NOT_YET_VALID, trusted=True),
    ),
    _other(
        name="wrong-host",
        how="one for another host",
        make=lambda b: _asked(b, "lock", certificate=Certificate.WRONG_HOST, trusted=True),
    ),
    _other(
        name="no-tls",
        how="a server that speaks no TLS",
        make=lambda b: _asked(b, "lock", answer=Answer.NO_TLS, trusted=True),
    ),
)
