"""`wheelyard network` and `credentials`: what is typed becomes a command, what is found becomes lines and JSON."""

from pathlib import Path

import pytest

from core.cli.arguments import parse
from core.cli.commands import command_of
from core.cli.network import network_command_of, prints_events
from core.cli.network_templates import run_templates
from core.cli.network_text import endpoint_lines, endpoint_shape, kept_lines, kept_shape, view_lines
from core.cli.printer import TextPrinter
from core.model.checks import CheckStatus
from core.model.commands import (
    CheckNetwork,
    ExportCertificates,
    ForgetProxyLogin,
    MoveLogins,
    ReadNetwork,
    ShareLogins,
    StoreProxyLogin,
)
from core.model.endpoint import EndpointCheck, TlsReason, TlsResult
from core.model.network import (
    Endpoint,
    EndpointLogin,
    EndpointReport,
    EndpointUse,
    KeptLogin,
    ListedIndex,
    LoginPlace,
    LoginState,
    NetworkView,
    OpenLogin,
    ProxyView,
    ProxyWay,
    UvTry,
)
from core.model.problem import Category, Remedy
from core.model.project import InputError
from core.model.settings import Origin, OriginKind

# What is typed becomes absolute, which on Windows needs a drive.
HERE = Path("/projects/demo").absolute()
SERVER = "https://nexus.corp.example"
REPORT = EndpointReport(
    endpoint=Endpoint(
        url="https://nexus.corp.example/simple", uses=(EndpointUse.INDEX,), indexes=("corp",), packages=3
    ),
    check=EndpointCheck(
        host="nexus.corp.example",
        port=443,
        bundled=TlsResult(ok=False, reason=TlsReason.UNTRUSTED_ISSUER),
        system=TlsResult(ok=True),
        issuer="O=Zscaler Inc.",
        interception="Zscaler",
    ),
    status=CheckStatus.FAIL,
    sentence="uv's own list of roots does not accept the certificate.",
    proxy=ProxyWay(url="http://proxy.corp.example:8080", source="HTTPS_PROXY"),
    login=EndpointLogin(state=LoginState.WANTED, schemes=("Basic",)),
    uv=UvTry(reaches=False, category=Category.TLS_UNTRUSTED_ISSUER, seconds=0.2),
    proven={"system-certificates": UvTry(reaches=True)},
    remedies=(
        Remedy(
            id="system-certificates",
            title="Use the certificates of the system",
            why="It was tried.",
            confidence=0.9,
            command=("wheelyard", "settings", "set", "system-certs", "true", "--project", "/a project"),
        ),
    ),
)


def command(*words: str) -> object:
    printer = TextPrinter(quiet=False, events=False)
    return network_command_of(parse(["network", *words, "--project", str(HERE)]), printer)


def test_each_action_is_a_command() -> None:
    assert command("check") == CheckNetwork(project=HERE)
    assert command("check", "https://a.example/simple", "corp", "--no-uv") == CheckNetwork(
        project=HERE, urls=("https://a.example/simple", "corp"), prove=False
    )
    assert command("show") == ReadNetwork(project=HERE)
    assert command("export-certificates") == ExportCertificates(project=HERE)
    more = ("--to", "/a.pem", "--no-use", "--others", "--more", "/root.pem")
    assert command("export-certificates", *more) == ExportCertificates(
        project=HERE, to=Path("/a.pem").absolute(), use=False, others=True, more=(Path("/root.pem").absolute(),)
    )
    assert command("move-logins", "one", "two") == MoveLogins(project=HERE, ids=("one", "two"))
    assert command("share-logins") == ShareLogins(project=HERE)
    assert command("share-logins", "--not") == ShareLogins(project=HERE, share=False)


def test_a_login_that_was_typed_into_an_address_goes_no_further(capsys: pytest.CaptureFixture[str]) -> None:
    made = command("check", "https://ada:s3cret@a.example/simple")
    assert made == CheckNetwork(project=HERE, urls=("https://a.example/simple",))
    said = "".join(capsys.readouterr())
    assert "credentials set" in said
    assert "s3cret" not in said


def test_a_login_is_of_an_index_or_of_the_proxy() -> None:
    at = ("--project", str(HERE))
    stored = command_of(parse(["credentials", "set", "--proxy", "--user", "ada", *at]))
    assert stored == StoreProxyLogin(project=HERE, user="ada")
    assert command_of(parse(["credentials", "remove", "--proxy", *at])) == ForgetProxyLogin(project=HERE)
    for words in (["credentials", "set"], ["credentials", "set", "corp", "--proxy"], ["credentials", "remove"]):
        with pytest.raises(SystemExit) as ended:
            parse(words)
        assert ended.value.code == 2


def test_what_is_found_is_printed_once_and_what_happens_as_it_happens() -> None:
    assert not prints_events(parse(["network", "check"]))
    assert not prints_events(parse(["network", "show"]))
    assert prints_events(parse(["network", "move-logins"]))


def test_the_shape_of_the_contract() -> None:
    shape = endpoint_shape(REPORT)
    assert {key: shape[key] for key in ("url", "index", "proxy", "auth", "issuer")} == {
        "url": "https://nexus.corp.example/simple",
        "index": "corp",
        "proxy": "http://proxy.corp.example:8080",
        "auth": "wanted",
        "issuer": "O=Zscaler Inc.",
    }
    assert shape["bundled"] == {"ok": False, "reason": "untrusted-issuer", "text": ""}
    assert shape["system"] == {"ok": True, "reason": None, "text": ""}
    assert [each["id"] for each in shape["advice"]] == ["system-certificates"]
    assert "action" not in shape["advice"][0]
    assert shape["proven"]["system-certificates"]["reaches"] is True


def test_what_would_help_is_below_its_server_with_its_proof() -> None:
    lines = list(endpoint_lines((REPORT,)))
    assert lines[0] == "fails    https://nexus.corp.example/simple (corp)"
    assert lines[1].strip() == REPORT.sentence
    assert "uv was tried with it and gets through" in lines[2]
    assert lines[3].strip().endswith('--project "/a project"')
    assert list(endpoint_lines(())) == ["The project talks to no server."]


def test_logins_are_listed_with_their_users() -> None:
    kept = (
        KeptLogin(index="corp", url="https://a.example/simple", user="ada", place=LoginPlace.KEYRING),
        KeptLogin(index="old", url="https://b.example/simple", user="bob", place=LoginPlace.KEYRING, works=False),
        KeptLogin(index=None, url="http://proxy.example:8080", user="ada", place=LoginPlace.KEYRING),
    )
    assert list(kept_lines(kept)) == [
        "corp  ada",
        "old  bob: it has another address now, so uv does not get it",
        "the proxy http://proxy.example:8080  ada",
    ]
    assert kept_shape(kept)["credentials"][2] == {"index": None, "proxy": "http://proxy.example:8080", "user": "ada"}


def test_the_view_names_everything_in_order() -> None:
    view = NetworkView(
        indexes=(
            ListedIndex(
                name="corp",
                url="https://a.example/simple",
                origin=Origin(OriginKind.PROJECT, "pyproject.toml", 9),
                is_default=True,
                packages=("one", "two"),
                user="ada",
                place=LoginPlace.KEYRING,
            ),
        ),
        proxies=ProxyView(sentence="uv goes without a proxy."),
        open_logins=(
            OpenLogin(
                id="index-1", shown="https://****@b.example", file=Path("/p/uv.toml"), line=3, why_not="No name."
            ),
            OpenLogin(id="variable-1", shown="http://****@proxy", variable="HTTPS_PROXY"),
        ),
        keyring_trouble="This system has no keyring.",
    )
    text = "\n".join(view_lines(view))
    assert "corp  https://a.example/simple [default], 2 locked packages, login of ada in the keyring" in text
    assert "uv goes without a proxy." in text
    assert "This system has no keyring." in text
    assert "index-1  /p/uv.toml:3  https://****@b.example" in text.replace("\\", "/")
    assert "variable-1  HTTPS_PROXY  http://****@proxy" in text
    assert "No name." in text


def templates(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    status = run_templates(parse(["network", "templates", *words]), TextPrinter(quiet=False, events=False))
    assert status == 0
    return capsys.readouterr().out


def test_templates_are_listed_explained_and_filled_in(capsys: pytest.CaptureFixture[str]) -> None:
    listed = templates(capsys)
    assert "codeartifact" in listed
    one = templates(capsys, "google")
    assert "User name: oauth2accesstoken" in one
    assert "an hour" in one
    made = templates(capsys, "nexus", "host=nexus.corp.example", "repository=all")
    assert made.splitlines()[0] == "https://nexus.corp.example/repository/all/simple"
    assert "credentials set NAME --user YOUR-NAME" in made


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["other"], "no template called other"),
        (["nexus", "host"], "host is no field"),
        (["nexus", "port=1"], "port is no field"),
        (["nexus", "host=nexus"], "Repository is missing"),
    ],
)
def test_what_is_wrong_with_a_template_is_said(words: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        run_templates(parse(["network", "templates", *words]), TextPrinter(quiet=False, events=False))
