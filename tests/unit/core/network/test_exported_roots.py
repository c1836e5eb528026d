"""The text of an exported file: what is in it, what is left out, and what a name in a certificate cannot do to it."""

import datetime as dt
import ssl
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model.project import InputError
from core.network.exported_roots import HEADER, ExportedRoots, certificates_in, exported_roots
from core.system.root_stores import StoredRoots, stored_roots

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
KEY = ec.generate_private_key(ec.SECP256R1())


def made(name: str, *, until: dt.datetime = NOW + 30 * DAY, starts: dt.datetime = NOW - 900 * DAY) -> bytes:
    """Return a certificate that vouches for itself, as DER."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(KEY.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(until)
        .sign(KEY, hashes.SHA256())
        .public_bytes(Encoding.DER)
    )


def export(
    *roots: bytes, between: tuple[bytes, ...] = (), more: tuple[Path, ...] = (), public: tuple[bytes, ...] = ()
) -> ExportedRoots:
    return exported_roots(StoredRoots(roots=roots, between=between), more, NOW, public=public)


def ders(exported: ExportedRoots) -> list[bytes]:
    return [each.public_bytes(Encoding.DER) for each in certificates_in(exported.data)]


def der_of(authority: trustme.CA) -> bytes:
    return ssl.PEM_cert_to_DER_cert(authority.cert_pem.bytes().decode())


def test_each_comes_once_files_first_and_is_counted_where_it_came_first(tmp_path: Path) -> None:
    one, two, three = (made(name) for name in ("one", "two", "three"))
    file = tmp_path / "one.der"
    file.write_bytes(one)
    exported = export(two, one, more=(file,), public=(three, two))
    assert ders(exported) == [one, two, three]
    assert (exported.of_files, exported.of_system, exported.public, exported.count) == (1, 1, 1, 3)


def test_what_has_expired_is_left_out_and_what_is_not_valid_yet_is_not() -> None:
    late, early = made("late", until=NOW - DAY), made("early", starts=NOW + DAY)
    assert ders(export(late, early, public=(late,))) == [early]


def test_what_cannot_be_read_is_left_out() -> None:
    one = made("one")
    assert ders(export(b"", b"\x30\x03\x02\x01\x01", one, bytes(5000))) == [one]


def test_a_certificate_between_needs_a_root_that_signed_it() -> None:
    root = trustme.CA(organization_name="Root", organization_unit_name="One Name")
    first = trustme.CA(parent_cert=root, organization_name="First")
    second = trustme.CA(parent_cert=first, organization_name="Second")
    stranger = trustme.CA(parent_cert=trustme.CA(organization_name="Nobody"), organization_name="Stranger")
    # One with the name of a root and another key is no child of it.
    namesake = trustme.CA(organization_name="Root", organization_unit_name="One Name")
    twin = trustme.CA(parent_cert=namesake, organization_name="Twin")
    between = tuple(map(der_of, (second, stranger, twin, first)))
    found = ders(export(der_of(root), between=between))
    assert set(found) == {der_of(root), der_of(first), der_of(second)}
    # Nor does one of them lead to itself.
    assert ders(export(between=(der_of(trustme.CA(organization_name="Alone")),))) == []


@pytest.mark.parametrize("form", [Encoding.PEM, Encoding.DER])
def test_a_list_of_certificates_of_windows_is_taken(form: Encoding, tmp_path: Path) -> None:
    one = made("one")
    file = tmp_path / "chain.p7b"
    file.write_bytes(pkcs7.serialize_certificates([x509.load_der_x509_certificate(one)], form))
    assert ders(export(more=(file,))) == [one]


def test_a_private_key_beside_a_certificate_stays_where_it_is(tmp_path: Path) -> None:
    one = made("one")
    key = KEY.private_bytes(Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = tmp_path / "both.pem"
    file.write_bytes(key + ssl.DER_cert_to_PEM_cert(one).encode())
    exported = export(more=(file,))
    assert ders(exported) == [one]
    assert b"PRIVATE" not in exported.data


def test_a_file_whose_certificates_have_all_expired_is_named_with_the_day(tmp_path: Path) -> None:
    file = tmp_path / "old.pem"
    file.write_text(ssl.DER_cert_to_PEM_cert(made("old", until=NOW - 3 * DAY)))
    with pytest.raises(InputError, match=r"old\.pem have expired, the last one on 2026-05-29"):
        export(more=(file,))


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large.pem"
    with file.open("wb") as sparse:
        sparse.truncate(1 << 30)
    with pytest.raises(InputError, match="too large"):
        export(more=(file,))


@given(st.text(min_size=1, max_size=60).filter(lambda text: text.strip("\0") == text))
@settings(max_examples=100, deadline=None)
def test_no_name_makes_the_file_another_one(name: str) -> None:
    try:
        one = made(name)
    except (ValueError, UnicodeEncodeError):
        return  # what cannot be a name of a certificate
    exported = export(one)
    assert ders(exported) == [one]
    text = exported.data.decode("ascii")
    assert text.startswith(HEADER)
    assert sum(line.startswith("#") for line in text.splitlines()) == 2


def test_a_name_that_looks_like_a_certificate_is_only_a_name() -> None:
    one = made("x\n-----BEGIN CERTIFICATE-----\nAAAA")
    assert ders(export(one)) == [one]
    assert export(one).data.count(b"-----BEGIN CERTIFICATE-----") == 1


def test_this_computer_and_the_public_roots_make_a_file_that_ssl_reads(tmp_path: Path) -> None:
    exported = exported_roots(stored_roots(), (), dt.datetime.now(dt.UTC))
    file = tmp_path / "all.pem"
    file.write_bytes(exported.data)
    assert exported.count >= 100
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(file)
    assert context.cert_store_stats()["x509"] == exported.count
