"""Signatures by a real key: verified, noticed when a byte changes, and nothing but the signature is added."""

import json
import os
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from installer import signing
from installer.__main__ import main
from installer.commands import BuildError
from installer.payload import Payload
from installer.setup_exe import build_setup
from installer.signatures import has_signature
from installer.signing import SigningKey, sign

missing = [tool for tool in ("openssl", "osslsigncode", "makensis") if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"there is no {', '.join(missing)} on PATH")
PASSWORD = "größer than secret"  # noqa: S105 - of keys that live as long as a test
MOMENT = 1_700_000_000


def openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def made_key(folder: Path, name: str = "Wheelyard Test") -> SigningKey:
    """Return a key and a certificate for signing code that it signed itself."""
    folder.mkdir(parents=True, exist_ok=True)
    key, certificate = folder / "the key.pem", folder / "certificate.pem"
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}", "-keyout", key,
            "-out", certificate, "-addext", "extendedKeyUsage=codeSigning",
            "-addext", "keyUsage=digitalSignature")  # fmt: skip
    return SigningKey(key, certificate, moment=MOMENT)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    return made_key(tmp_path_factory.mktemp("key"))


def made_payload(folder: Path) -> Payload:
    """Return a small folder that Setup can be made of."""
    (folder / "python").mkdir(parents=True)
    for name in ("python/python.exe", "LICENSE.txt"):
        (folder / name).write_bytes(name.encode() * 50)
    shutil.copyfile(Path(__file__).parents[3] / "assets" / "wheelyard.ico", folder / "wheelyard.ico")
    return Payload(folder, "1.2.3", MOMENT, has_bytecode=False)


def made_setup(folder: Path, key: SigningKey | None) -> Path:
    return build_setup(made_payload(folder / "payload"), folder, folder / "work", key=key, quick=True)


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Setup of a build without a key."""
    return made_setup(tmp_path_factory.mktemp("unsigned"), None)


@pytest.fixture
def program(unsigned: Path, tmp_path: Path) -> Path:
    """A program of this test's own that nobody signed."""
    return Path(shutil.copyfile(unsigned, tmp_path / "program.exe"))


def verified(file: Path, key: SigningKey) -> bool:
    words = ["osslsigncode", "verify", "-CAfile", str(key.certificate), "-in", str(file)]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def without_signature(file: Path) -> bytes:
    target = file.with_name("without-signature")
    words = ["osslsigncode", "remove-signature", "-in", str(file), "-out", str(target)]
    subprocess.run(words, check=True, capture_output=True)
    return unpadded(target.read_bytes())


def unpadded(data: bytes) -> bytes:
    """Return a program but for its checksum, which signing fills in, and the zeros up to a multiple of eight."""
    at = int.from_bytes(data[0x3C:0x40], "little") + 24 + 64
    return data[:at] + bytes(4) + data[at + 4 :] + bytes(-len(data) % 8)


def programs_in(setup: Path) -> list[bytes]:
    """Return the programs that a quickly packed Setup unpacks: after its header each has its size and its data."""
    data = setup.read_bytes()
    at = data.index(b"\xef\xbe\xad\xdeNullsoftInst") + 24
    found = []
    while at + 4 < len(data):
        size = int.from_bytes(data[at : at + 4], "little")
        packed, size = bool(size >> 31), size & 0x7FFFFFFF
        part = data[at + 4 : at + 4 + size]
        at += 4 + size
        if packed:
            try:
                part = zlib.decompressobj(-15).decompress(part)
            except zlib.error:
                break
        if part.startswith(b"MZ"):
            found.append(part)
    return found


def test_two_signed_setups_are_the_same_bytes_and_hold_a_signed_uninstaller(key: SigningKey, tmp_path: Path) -> None:
    made = []
    for name in ("one", "another place"):
        setup = made_setup(tmp_path / name, key)
        before = unpadded(setup.read_bytes())
        assert not has_signature(setup)
        sign(setup, key)
        assert verified(setup, key)
        assert without_signature(setup) == before
        made.append(setup.read_bytes())
        assert [path.name for path in setup.parent.iterdir() if path.name.startswith(".")] == []
    assert made[0] == made[1]
    (uninstaller,) = (program for program in programs_in(setup) if b"Wheelyard Test" in program)
    file = tmp_path / "Uninstall.exe"
    file.write_bytes(uninstaller)
    assert verified(file, key)


def test_setup_of_a_build_without_a_key_holds_no_signature(unsigned: Path) -> None:
    assert not has_signature(unsigned)
    assert not any(b"Wheelyard Test" in program for program in programs_in(unsigned))


def test_signing_adds_the_signature_and_changes_nothing_else(key: SigningKey, program: Path) -> None:
    before, mode = unpadded(program.read_bytes()), program.stat().st_mode
    sign(program, key)
    assert has_signature(program)
    assert verified(program, key)
    assert without_signature(program) == before
    assert program.stat().st_mode == mode
    once = program.read_bytes()
    sign(program, key)
    assert program.read_bytes() == once


@pytest.mark.parametrize("part", [0.1, 0.5, 0.8])
def test_a_changed_byte_is_noticed(key: SigningKey, program: Path, part: float) -> None:
    sign(program, key)
    data = bytearray(program.read_bytes())
    data[int(len(data) * part)] ^= 1
    program.write_bytes(data)
    assert not verified(program, key)


@pytest.fixture
def locked(key: SigningKey, tmp_path: Path) -> dict[str, SigningKey]:
    """The key with a password on it, in both forms."""
    assert key.key is not None
    assert key.certificate is not None
    pem, pfx = tmp_path / "locked.pem", tmp_path / "locked.pfx"
    openssl("pkey", "-in", key.key, "-aes256", "-passout", f"pass:{PASSWORD}", "-out", pem)
    openssl("pkcs12", "-export", "-inkey", key.key, "-in", key.certificate, "-passout", f"pass:{PASSWORD}", "-out", pfx)
    return {"pem": replace(key, key=pem), "pfx": SigningKey(pkcs12=pfx, moment=MOMENT)}


@pytest.mark.parametrize("form", ["pem", "pfx"])
def test_the_password_goes_by_a_file_that_is_ours_alone(
    locked: dict[str, SigningKey], key: SigningKey, program: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    log = program.with_name("calls.jsonl")
    real = shutil.which("osslsigncode")
    stand_in = program.parent / "bin" / "osslsigncode"
    stand_in.parent.mkdir()
    stand_in.write_text(
        "#!/usr/bin/env python3\n"
        "import json, os, sys\n"
        "secret = sys.argv[sys.argv.index('-readpass') + 1]\n"
        f"json.dump([sys.argv, oct(os.stat(secret).st_mode & 0o777), secret], open({str(log)!r}, 'w'))\n"
        f"os.execv({real!r}, sys.argv)\n"
    )
    stand_in.chmod(0o755)
    with monkeypatch.context() as environ:
        environ.setenv("PATH", f"{stand_in.parent}{os.pathsep}{os.environ['PATH']}")
        environ.setenv(signing.PASSWORD_VARIABLE, PASSWORD)
        sign(program, locked[form])
    assert verified(program, key)
    arguments, mode, secret = json.loads(log.read_text())
    assert not any(PASSWORD in argument for argument in arguments)
    assert mode == "0o600"
    assert not Path(secret).exists()


@pytest.mark.parametrize("form", ["pem", "pfx"])
@pytest.mark.parametrize("given", ["wrong", ""])
def test_a_wrong_password_is_said_and_the_file_stays(
    locked: dict[str, SigningKey], program: Path, monkeypatch: pytest.MonkeyPatch, form: str, given: str
) -> None:
    before = program.read_bytes()
    monkeypatch.setenv(signing.PASSWORD_VARIABLE, given)
    with pytest.raises(BuildError, match=signing.PASSWORD_VARIABLE):
        sign(program, locked[form])
    assert program.read_bytes() == before
    assert not list(program.parent.glob(".signing*"))


def test_what_is_missing_is_named(
    key: SigningKey, program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    for wrong, option in (
        (replace(key, key=gone), "--sign-key"),
        (replace(key, certificate=gone), "--sign-certificate"),
        (SigningKey(pkcs12=gone), "--sign-pkcs12"),
    ):
        with pytest.raises(BuildError, match=f"gone is not there; {option} has to name a file"):
            sign(program, wrong)
    with pytest.raises(BuildError, match="could not be signed"):
        sign(gone, key)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BuildError, match="needs osslsigncode: install it"):
        sign(program, key)


def test_a_key_of_another_certificate_is_refused(key: SigningKey, program: Path, tmp_path: Path) -> None:
    other = made_key(tmp_path / "other", "Other")
    with pytest.raises(BuildError, match="belong together"):
        sign(program, replace(key, certificate=other.certificate))


def test_an_uninstaller_that_cannot_be_signed_stops_the_build(key: SigningKey, tmp_path: Path) -> None:
    other = made_key(tmp_path / "other", "Other")
    with pytest.raises(BuildError, match="belong together"):
        made_setup(tmp_path, replace(key, certificate=other.certificate))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--sign-key", "a"], "belong together"),
        (["--sign-key", "a", "--sign-certificate", "b", "--sign-pkcs12", "c"], "One key signs"),
        (["--timestamp", "http://127.0.0.1:9"], "--timestamp is for a signature"),
        (["--sign-pkcs12", "gone.pfx"], "gone.pfx is not there"),
        (["--release-url", "http://example.org/"], "https address"),
    ],
)
def test_options_that_do_not_fit_are_refused_before_anything_is_built(
    options: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--out", str(tmp_path / "out"), "--work", str(tmp_path / "work"), *options]) == 1
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_timestamp_service_that_does_not_answer_is_named(key: SigningKey, program: Path) -> None:
    before = program.read_bytes()
    with pytest.raises(BuildError, match=r"no timestamp from http://127\.0\.0\.1:9/"):
        sign(program, replace(key, timestamp="http://127.0.0.1:9/"))
    assert program.read_bytes() == before
