"""Secrets never come out: those that are known in any spelling, and what looks like one without being known."""

import base64
import html
import json
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.model.events import Finished, LinesPrinted
from core.model.outcome import Failed
from core.model.problem import Category, Evidence, Problem
from core.model.redaction import Redaction, clean_texts
from core.model.secrets import STARS, Secret, without_secrets
from core.ports import Stream
from core.uv.handed_secrets import HandedSecrets
from core.uv.output_pipes import PipeOutput
from core.uv.said import LinesSaid

# Stars stand for secrets, and half of a pair is never sent.
_LINE = st.text(st.characters(exclude_characters="*", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=8)
_ODD = st.text(st.sampled_from("a1Z\"'\\%@:/?#&=+ éß水$`{}<>|;,.-_~!"), min_size=8)
_SECRET = st.one_of(_LINE, _ODD).filter(lambda text: text == text.strip() and len(text) >= 8)
_SECRETS = st.one_of(_SECRET, st.lists(_SECRET, min_size=2, max_size=3).map("\n".join))


def _basic(secret: str, user: str = "ada") -> str:
    return base64.b64encode(f"{user}:{secret}".encode()).decode()


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "percent-encoded": lambda text: quote(text, safe=""),
    "percent-encoded in part": lambda text: quote(text, safe="/+:=~"),
    "percent-encoded in small letters": lambda text: quote(text, safe="").lower() if text.islower() else text,
    "percent-encoded for a form": quote_plus,
    "percent-encoded twice": lambda text: quote(quote(text, safe=""), safe=""),
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON with its own signs": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "Python": lambda text: repr(text)[1:-1],
    "HTML": html.escape,
    "Basic": _basic,
    "Basic of a longer name": lambda text: _basic(text, "adal"),
    "Basic of a name that is longer still": lambda text: _basic(text, "adalo"),
    "Basic for URLs": lambda text: base64.urlsafe_b64encode(f"ada:{text}".encode()).decode(),
}
PLACES = [
    "{}",
    "https://ada:{}@corp.example/simple",
    "x={} y",
    '{{"kept": "{}"}}',
    "curl -u 'ada:{}' https://corp.example",
    "['curl', '-u', 'ada:{}']",
    "X-Corp: {}\r\n",
    "Building with {}…",
]


def _knowing(*secrets: str) -> Redaction:
    redaction = Redaction()
    redaction.learn(*map(Secret, secrets))
    return redaction


@pytest.mark.parametrize("spelling", SPELLINGS)
@given(secret=_SECRETS, place=st.sampled_from(PLACES))
def test_a_known_secret_comes_out_in_no_spelling(spelling: str, secret: str, place: str) -> None:
    spell = SPELLINGS[spelling]
    written = spell(secret)
    text = place.format(written)
    shown = _knowing(secret).redacted(text)
    # The Basic header is one text over all lines; the other spellings keep the lines apart.
    parts = [written] if "Basic" in spelling else [spell(line) for line in secret.split("\n")]
    for part in parts:
        # A part may be in the words around it by itself, such as "https://" as a secret.
        assume(part not in place)
        assert part not in shown
    assert STARS in shown


@given(secret=_SECRET, cuts=st.lists(st.integers(1, 40), min_size=1, max_size=30))
def test_a_secret_that_was_handed_over_is_found_over_chunks(secret: str, cuts: list[int]) -> None:
    data = f"first\nthe build said {secret} and went on\nlast\n".encode()
    output = PipeOutput(HandedSecrets({"UV_INDEX_CORP_PASSWORD": Secret(secret)}))
    said, at = [], 0
    for size in (*cuts, len(data)):
        said += output.feed(Stream.ERR, data[at : at + size])
        at += size
    said += output.finish()
    lines = [line for each in said if isinstance(each, LinesSaid) for line in each.lines]
    assert "the build said **** and went on" in lines


@pytest.mark.parametrize("around", ["{}", "before {} behind", '"{}"'])
@given(secret=st.from_regex(r"[abcXYZ0189._~][abcXYZ0189._~-]{11,39}", fullmatch=True))
def test_what_looks_like_a_secret_is_none_of_the_output_though_nobody_knows_it(around: str, secret: str) -> None:
    for text in (
        f"https://ada:{secret}@corp.example/simple",
        f"https://{secret}@corp.example/simple",
        f"https://corp.example/simple?token={secret}&x=1",
        f"https://corp.example/x?X-Amz-Signature={secret}",
        f"UV_INDEX_CORP_PASSWORD={secret}",
        f"MY_API_KEY={secret}",
        f"--password {secret}",
        f"['uv', '--token', '{secret}']",
        f"Authorization: Basic {secret}",
        f"Proxy-Authorization: Bearer {secret}",
        f"X-Api-Key: {secret}",
        f"Cookie: session={secret}",
    ):
        assert secret not in without_secrets(around.format(text))


def test_values_of_the_model_lose_them_in_every_text() -> None:
    redaction = _knowing("s3cr3t-T0ken")
    problem = Problem(
        category=Category.INDEX_AUTH,
        title="it said s3cr3t-T0ken",
        explanation="why: s3cr3t-T0ken",
        raw="s3cr3t-T0ken",
        evidence=(Evidence(id="a", finding="s3cr3t-T0ken", measured={"sent": "s3cr3t-T0ken"}),),
    )
    for value in (
        Finished(job="1", project=Path("/p"), outcome=Failed(problem=problem), seconds=1.0),
        LinesPrinted(job="1", project=Path("/p"), lines=("a", "b s3cr3t%2DT0ken")),
    ):
        shown = redaction.of(value)
        assert type(shown) is type(value)
        assert "T0ken" not in repr(shown)
        assert shown.project == value.project
    same = LinesPrinted(job="1", project=Path("/p"), lines=("a",))
    assert redaction.of(same) is same
    assert Redaction().of(same) is same


def test_shapes_for_scripts_lose_what_looks_like_one() -> None:
    shape = {"urls": ["https://a:b@c.example/x"], "n": 1, "more": {"said": "TOKEN=abcdef"}}
    assert clean_texts(shape) == {"urls": ["https://****@c.example/x"], "n": 1, "more": {"said": "TOKEN=****"}}


def test_a_proxys_address_gives_its_password_away_by_itself() -> None:
    redaction = _knowing("http://ada:p%40ss-w0rd@proxy.example:8080")
    assert redaction.known("sent p@ss-w0rd") == "sent ****"
    assert redaction.known("through http://proxy.example:8080") == "through http://proxy.example:8080"


def test_what_is_too_short_to_know_stays() -> None:
    assert _knowing("abc").known("abc abcd") == "abc abcd"


@pytest.mark.parametrize(
    "unit",
    [
        "Downloading numpy (16.0MiB) from https://pypi.example/simple/numpy/numpy-2.0-cp311-cp311-linux_x86_64.whl\n",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "s3cr3t-",
        '\\"',
        "%2D",
        "https://a:",
        "YWRhOnMzY3Iz",
    ],
)
def test_it_takes_time_in_proportion_to_the_text(unit: str) -> None:
    redaction = _knowing("s3cr3t-T0ken", "a" * 300 + "b", '\\"' * 20 + "x", "%2D%2D%2D%2D!")
    # The first is what uv prints, as much of it as a long log has; the others are made to be slow.
    size = 20_000_000 if unit.startswith("Downloading") else 4_000_000
    text = unit * (size // len(unit))
    begun = time.monotonic()
    redaction.redacted(text)
    assert time.monotonic() - begun < 120
