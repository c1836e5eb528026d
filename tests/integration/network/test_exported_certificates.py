"""The exported file in use: uv, and what reads REQUESTS_CA_BUNDLE, reach a server whose authority was put in."""

import os
import ssl
import subprocess
import sys
import urllib.request
from pathlib import Path

import certifi
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from msgspec.structs import replace

from core.model.commands import ChooseSetting, ExportCertificates, Sync
from core.model.outcome import Failed, Outcome, Succeeded
from core.model.setting_keys import SettingKey
from tests.integration.repairs.workbench import Workbench
from tests.network.certificates import Authority
from tests.network.tls_index import PACKAGE, package_index
from tests.scanner.real_uv import clean_environment

NAMES = ("REQUESTS_CA_BUNDLE", "PIP_CERT")


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    bench = Workbench(tmp_path)
    bench.write()
    return bench


def exported(workbench: Workbench, command: ExportCertificates) -> tuple[Path, str]:
    """Export, and return the file and what was said."""
    outcome = workbench.do(command)
    assert isinstance(outcome, Succeeded), outcome
    assert outcome.certificates is not None
    assert outcome.repaired is not None
    return outcome.certificates.file, outcome.repaired


def refused(outcome: Outcome) -> str:
    """Return what was said of a command that could not be."""
    assert isinstance(outcome, Failed), outcome
    assert outcome.bad_input
    return f"{outcome.problem.title} {outcome.problem.explanation}"


def status_with(file: Path, url: str) -> int:
    """Return the status of a page over a connection that trusts the file alone, as the readers of variables do."""
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}),
        urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=file)),
    )
    with opener.open(url, timeout=60) as answer:
        return int(answer.status)


def count(file: Path) -> int:
    return file.read_text("ascii").count("-----BEGIN CERTIFICATE-----")


def test_uv_reaches_the_server_with_the_file_and_the_command_that_failed_runs_again(
    workbench: Workbench, authority: Authority
) -> None:
    sync = Sync(project=workbench.project)
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((PACKAGE,), f'[[tool.uv.index]]\nname = "corp"\nurl = "{index.url}"\ndefault = true\n')
        assert isinstance(workbench.do(sync), Failed)
        command = ExportCertificates(project=workbench.project, more=(authority.root_file,), others=True, then=sync)
        outcomes = workbench.do_all(command)
        assert [type(each) for each in outcomes] == [Succeeded, Succeeded], outcomes
        first = outcomes[0]
        assert isinstance(first, Succeeded)
        assert first.certificates is not None
        file = first.certificates.file
        assert first.certificates.used_by == ("uv", "requests", "pip")
        assert first.certificates.count == count(file)
        assert str(file) in (first.repaired or "")
        assert "settings unset certificate-file" in (first.repaired or "")
        chosen = workbench.profiles.load(workbench.project).chosen
        assert chosen[SettingKey.CERTIFICATE_FILE] == str(file)
        assert chosen[SettingKey.VARIABLES].splitlines() == [f"REQUESTS_CA_BUNDLE={file}", f"PIP_CERT={file}"]
        # What those programs do with the variable: a list of roots in place of their own.
        assert status_with(file, index.url) == 200
    assert file.is_relative_to(workbench.home.root / "certificates")
    # The public roots are in it as well: the file takes the place of uv's own list.
    public = ssl.create_default_context(cafile=certifi.where()).get_ca_certs(binary_form=True)
    assert set(public) <= set(ssl.create_default_context(cafile=file).get_ca_certs(binary_form=True))


def test_pip_reads_the_file(workbench: Workbench, authority: Authority) -> None:
    file, _ = exported(workbench, ExportCertificates(project=workbench.project, more=(authority.root_file,)))
    with package_index(workbench.root / "wheels", authority) as index:

        def downloads(variables: dict[str, str]) -> bool:
            words = ["download", "--no-deps", "--no-cache-dir", "--retries", "0", "--disable-pip-version-check"]
            words += ["--index-url", index.url, "--dest", str(workbench.root / "got"), PACKAGE]
            plain = clean_environment(workbench.root, {"PIP_CONFIG_FILE": os.devnull})
            plain = {name: value for name, value in plain.items() if name not in NAMES and name != "CURL_CA_BUNDLE"}
            done = subprocess.run(
                [sys.executable, "-m", "pip", *words],
                env=plain | variables,
                capture_output=True,
                timeout=240,
                check=False,
            )
            if b"No module named pip" in done.stderr:
                pytest.skip("this Python has no pip")
            return done.returncode == 0

        assert not downloads({})
        assert downloads(dict.fromkeys(NAMES, str(file)))
        assert downloads({"PIP_CERT": str(file)})
        assert downloads({"REQUESTS_CA_BUNDLE": str(file)})
        # One that names another file wins over pip's own variable, which is why both are set.
        assert not downloads({"PIP_CERT": str(file), "REQUESTS_CA_BUNDLE": certifi.where()})


def test_variables_that_stand_there_stay(workbench: Workbench) -> None:
    project = workbench.project
    value = "MY_OWN=1\nPIP_CERT=/another.pem\nMY_TOKEN=s3cret-word"
    assert isinstance(workbench.do(ChooseSetting(project=project, key=SettingKey.VARIABLES, value=value)), Succeeded)
    file, _ = exported(workbench, ExportCertificates(project=project, use=False, others=True))
    profile = workbench.profiles.load(project)
    assert set(profile.chosen[SettingKey.VARIABLES].splitlines()) == {
        "MY_OWN=1",
        f"REQUESTS_CA_BUNDLE={file}",
        f"PIP_CERT={file}",
    }
    assert profile.hidden == ("MY_TOKEN",)
    assert [secret.text for secret in workbench.secrets.kept.values()] == ["s3cret-word"]
    assert SettingKey.CERTIFICATE_FILE not in profile.chosen


def test_it_is_written_where_it_is_named_and_used_by_nobody_unasked(workbench: Workbench) -> None:
    for named in (Path("certificates") / "all.pem", workbench.root / "elsewhere.pem"):
        file, _ = exported(workbench, ExportCertificates(project=workbench.project, to=named, use=False))
        assert file == workbench.project / named
        assert count(file) > 100
    assert workbench.profiles.load(workbench.project).chosen == {}
    assert len(list((workbench.project / "certificates").iterdir())) == 1


def test_each_certificate_is_there_once_with_a_line_for_people(workbench: Workbench, authority: Authority) -> None:
    more = (authority.root_file, authority.root_file, Path(certifi.where()))
    file, _ = exported(workbench, ExportCertificates(project=workbench.project, more=more))
    text = file.read_text("ascii")
    found = x509.load_pem_x509_certificates(authority.root_file.read_bytes())[0].public_bytes(Encoding.PEM).decode()
    assert text.count(found.strip()) == 1
    bodies = [each.partition("-----END")[0] for each in text.split("-----BEGIN CERTIFICATE-----")[1:]]
    assert len(set(bodies)) == len(bodies)
    comments = [line for line in text.splitlines() if line.startswith("# ") and ", until " in line]
    assert len(comments) == len(bodies)
    assert any("O=Example Company" in line for line in comments)


@pytest.mark.parametrize("form", ["der", "pem-with-words"])
def test_each_form_of_a_certificate_is_taken(form: str, workbench: Workbench, authority: Authority) -> None:
    root = x509.load_pem_x509_certificate(authority.root_file.read_bytes())
    given = workbench.root / "root.cer"
    words = b"Bag Attributes\r\n    friendlyName: company\r\n" + root.public_bytes(Encoding.PEM).replace(b"\n", b"\r\n")
    given.write_bytes(root.public_bytes(Encoding.DER) if form == "der" else words)
    file, _ = exported(workbench, ExportCertificates(project=workbench.project, more=(given,)))
    with package_index(workbench.root / "wheels", authority) as index:
        assert status_with(file, index.url) == 200


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no certificate"),
        (b"nonsense", "no certificate"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "no certificate"),
        (b"\x30\x82\xff\xff" + bytes(2000), "no certificate"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_holds_none_is_named_and_nothing_is_written(
    content: bytes | None, words: str, workbench: Workbench
) -> None:
    bad = workbench.root / "bad file.pem"
    if content is not None:
        bad.write_bytes(content)
    said = refused(workbench.do(ExportCertificates(project=workbench.project, more=(bad,))))
    assert words in said
    assert "bad file.pem" in said
    assert not (workbench.home.root / "certificates").exists()
    assert workbench.profiles.load(workbench.project).chosen == {}


def test_a_folder_or_another_kind_of_file_is_not_overwritten(workbench: Workbench, authority: Authority) -> None:
    project = workbench.project
    notes, key, other = (workbench.root / name for name in ("notes.txt", "key.pem", "other.pem"))
    notes.write_text("not to be lost\n")
    key.write_bytes(
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" + authority.root_file.read_bytes()
    )
    other.write_bytes(authority.root_file.read_bytes())
    before = {file: file.read_bytes() for file in (notes, key, other)}
    for to in (*before, workbench.root):
        said = refused(workbench.do(ExportCertificates(project=project, to=to)))
        assert to.name in said
    assert {file: file.read_bytes() for file in before} == before
    # A file whose certificates are all in the new one is nothing that could be lost.
    exported(workbench, ExportCertificates(project=project, to=other, more=(other,)))
    assert count(other) > 100
    again, _ = exported(workbench, ExportCertificates(project=project, to=other))
    assert again == other


def test_what_uv_trusted_until_now_is_trusted_by_the_new_file(workbench: Workbench, authority: Authority) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    file, said = exported(workbench, ExportCertificates(project=workbench.project))
    assert str(authority.root_file) in said
    assert b"Example Company" in file.read_bytes()
    workbench.environ["SSL_CERT_FILE"] = str(workbench.root / "gone.pem")
    exported(workbench, ExportCertificates(project=workbench.project))


def test_policy_that_names_the_file_refuses_before_anything_is_written(workbench: Workbench) -> None:
    policy = workbench.root / "xdg" / "wheelyard" / "policy.toml"
    policy.parent.mkdir(parents=True)
    policy.write_text(f'certificate_file = "{certifi.where()}"\n')
    workbench.environ["XDG_CONFIG_DIRS"] = str(workbench.root / "xdg")
    command = ExportCertificates(project=workbench.project)
    outcome = workbench.do(command)
    assert isinstance(outcome, Failed), outcome
    assert outcome.by_policy
    assert not (workbench.home.root / "certificates").exists()
    # A file that uv does not use is nobody's business.
    assert isinstance(workbench.do(replace(command, use=False)), Succeeded)


def test_a_folder_that_is_no_project_is_said_to_be_none(workbench: Workbench) -> None:
    nowhere = workbench.root / "nowhere"
    nowhere.mkdir()
    assert "nowhere" in refused(workbench.do(ExportCertificates(project=nowhere)))
    plain = ExportCertificates(project=nowhere, to=Path("all.pem"), use=False)
    assert exported(workbench, plain)[0] == nowhere / "all.pem"
