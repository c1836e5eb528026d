"""A request as a link that opens a mail, no longer than Windows passes on."""

from urllib.parse import quote

from core.model.request import Request

MOST_CHARACTERS = 2000
"""Programs that open links on Windows cut longer ones off, somewhere above 2000 characters."""

# It must be true whoever reads it: the sender before the whole is pasted, and the receiver if it never was.
_SHORTENED = "(Only the beginning of the request fits here. Its sender has the whole.)"
_END_OF_LINE = "%0D%0A"


def mail_link(request: Request, most: int = MOST_CHARACTERS) -> str:
    """Return a ``mailto:`` URL with subject and text; a text that does not fit ends with a line that says so."""
    if is_whole_in_link(request, most):
        return _start(request, most) + _encoded(request.text)
    start = _start(request, most)
    end = f"{_END_OF_LINE}{_END_OF_LINE}{quote(_SHORTENED, safe='')}"
    room = most - len(start) - len(end)
    kept: list[str] = []
    for line in request.text.splitlines():
        encoded = quote(line, safe="")
        room -= len(encoded) + (len(_END_OF_LINE) if kept else 0)
        if room < 0:
            break
        kept.append(encoded)
    return f"{start}{_END_OF_LINE.join(kept)}{end}"


def is_whole_in_link(request: Request, most: int = MOST_CHARACTERS) -> bool:
    """Whether the link of a request holds its whole text; else the text has to reach the mail on another way."""
    return len(_start(request, most)) + len(_encoded(request.text)) <= most


def _start(request: Request, most: int) -> str:
    subject = _fitting(request.subject, most // 4)
    return f"mailto:{quote(request.mail_to or '', safe='@')}?subject={subject}&body="


def _encoded(text: str) -> str:
    return _END_OF_LINE.join(quote(line, safe="") for line in text.splitlines())


def _fitting(text: str, most: int) -> str:
    encoded = quote(text, safe="")
    while len(encoded) > most:
        text = text[: len(text) * most // len(encoded)]
        encoded = quote(f"{text}…", safe="")
        text = text[:-1]
    return encoded
