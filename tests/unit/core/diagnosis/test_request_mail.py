"""A request as a link for a mail program: no longer than Windows passes on, and said where it is shortened."""

from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.diagnosis.request import it_request
from core.diagnosis.request_mail import MOST_CHARACTERS, is_whole_in_link, mail_link
from core.model.request import Request
from tests.unit.core.diagnosis.request_samples import material


def test_a_short_request_is_in_the_link_whole() -> None:
    request = Request(subject="A & b?", markdown="", text="Grüße & more\n100 %\n", mail_to="it+x@c.example")
    assert is_whole_in_link(request)
    link = mail_link(request)
    parts = urlsplit(link)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "it+x@c.example")
    assert parse_qs(parts.query) == {"subject": ["A & b?"], "body": ["Grüße & more\r\n100 %"]}


def test_a_long_one_ends_with_a_line_that_says_so() -> None:
    request = it_request(material())
    link = mail_link(request)
    assert not is_whole_in_link(request)
    assert len(link) <= MOST_CHARACTERS
    body = parse_qs(urlsplit(link).query)["body"][0]
    kept, end = body.split("\r\n\r\n(", 1)
    # Nothing is claimed of what the sender did with the rest.
    assert end == "Only the beginning of the request fits here. Its sender has the whole.)"
    assert request.text.replace("\n", "\r\n").startswith(kept)
    assert len(kept) > 600
    assert "Please exclude the folders" in kept


def test_the_last_line_that_is_kept_fits_to_the_character() -> None:
    request = Request(subject="s", markdown="", text="ab\n" * 900)
    lengths = {len(mail_link(request, most)) - most for most in range(900, 960)}
    assert max(lengths) == 0
    assert min(lengths) > -10


@settings(deadline=None)
@given(st.text(max_size=900), st.text(max_size=4000), st.integers(600, 3000))
@example("", "\x1e", 600)
def test_no_link_is_too_long(subject: str, text: str, most: int) -> None:
    clean = subject.encode("utf-8", "replace").decode()
    body = text.encode("utf-8", "replace").decode()
    link = mail_link(Request(subject=clean, markdown="", text=body), most)
    assert len(link) <= most
    whole = parse_qs(urlsplit(link).query).get("body", [""])[0].split("\r\n") == (body.splitlines() or [""])
    assert whole or not is_whole_in_link(Request(subject=clean, markdown="", text=body), most)
    assert link.startswith("mailto:?subject=")
    assert link.isascii()
