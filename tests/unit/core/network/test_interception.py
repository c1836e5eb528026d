"""Products named by their certificates' words, and verdicts by the numbers of three systems."""

import ssl
from datetime import UTC, datetime

import pytest

from core.model.endpoint import TlsReason
from core.network.interception import PRODUCTS, product_in
from core.network.lines import Head
from core.network.verdicts import verdict_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "product"),
    [
        ("Zscaler Intermediate Root CA (zscalertwo.net)", "Zscaler"),
        ("ca.example.goskope.com", "Netskope"),
        ("Blue Coat ProxySG", "Blue Coat / Symantec"),
        ("Symantec Web Security Service", "Blue Coat / Symantec"),
        ("Palo Alto Networks", "Palo Alto Networks"),
        ("FG100ETK1234567\nFortinet", "Fortinet FortiGate"),
        ("Forcepoint Cloud CA", "Forcepoint"),
        ("Cisco Umbrella Secondary SubCA", "Cisco Umbrella"),
        ("Sophos SSL CA_C01001", "Sophos"),
        ("McAfee Web Gateway", "McAfee / Skyhigh Web Gateway"),
        ("Skyhigh Security CA", "McAfee / Skyhigh Web Gateway"),
        ("Check Point Software Technologies", "Check Point"),
        ("Barracuda Networks", "Barracuda"),
        ("iboss, inc.", "iboss"),
        ("ESET SSL Filter CA", "ESET"),
        ("Kaspersky Anti-Virus Personal Root Certificate", "Kaspersky"),
        ("Avast Web/Mail Shield Root", "Avast"),
        ("Bitdefender Personal CA.Net-Defender", "Bitdefender"),
    ],
)
def test_a_product_is_known_by_its_words(words: str, product: str) -> None:
    assert product_in(["Some Company", words]) == product
    assert product_in([words.upper()]) == product


def test_every_product_has_an_example() -> None:
    marks = test_a_product_is_known_by_its_words.pytestmark  # type: ignore[attr-defined] # pytest puts it there
    assert {product for _, product in marks[0].args[1]} == {name for name, _ in PRODUCTS}


@pytest.mark.parametrize(
    "words", ["Let's Encrypt R11", "DigiCert Global Root G2", "Example Company Root CA", "Reset Authority", "Siboss"]
)
def test_other_authorities_are_no_product(words: str) -> None:
    assert product_in([words]) is None


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (0x800B0109, TlsReason.UNTRUSTED_ISSUER),
        (0x800B0109 - (1 << 32), TlsReason.UNTRUSTED_ISSUER),
        (0x800B0101, TlsReason.EXPIRED),
        (0x800B010F, TlsReason.WRONG_HOST),
        (-67843, TlsReason.UNTRUSTED_ISSUER),
        (-67819, TlsReason.NOT_YET_VALID),
        (18, TlsReason.SELF_SIGNED),
        (9999, TlsReason.OTHER),
        ("10", TlsReason.OTHER),
    ],
)
def test_a_system_s_number_has_its_reason_in_any_language(number: object, reason: TlsReason) -> None:
    error = ssl.SSLCertVerificationError("Zertifikatkette")
    error.verify_code = number  # type: ignore[assignment] # the systems set it themselves
    error.verify_message = "Eine Zertifikatkette wurde zwar verarbeitet"
    found = verdict_of(error, (), tuple, NOW)
    assert (found.ok, found.reason, found.text) == (False, reason, error.verify_message)


def test_an_error_without_a_number_is_something_else() -> None:
    assert verdict_of(ssl.SSLCertVerificationError("?"), (), tuple, NOW).reason is TlsReason.OTHER
    assert verdict_of(OSError(5, "odd"), (), tuple, NOW).reason is TlsReason.OTHER


@pytest.mark.parametrize(
    ("values", "schemes"),
    [
        (["Basic"], ("Basic",)),
        (['Basic realm="a, Digest b"'], ("Basic",)),
        (["Negotiate", "NTLM", 'Basic realm="x"'], ("Negotiate", "NTLM", "Basic")),
        (['Digest realm="x", qop="auth", nonce=abc, Basic realm="y"'], ("Digest", "Basic")),
        (["Negotiate, NTLM"], ("Negotiate", "NTLM")),
        ([], ()),
    ],
)
def test_a_proxy_s_logins_are_read(values: list[str], schemes: tuple[str, ...]) -> None:
    head = Head(407, tuple(("proxy-authenticate", value) for value in values))
    assert head.login_schemes == schemes
