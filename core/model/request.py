"""The request to the IT department, ready to be copied, saved or mailed."""

from msgspec import Struct


class Request(Struct, frozen=True, kw_only=True):
    """One page: the same content as Markdown and as plain text; ``mail_to`` is the address policy names, or None."""

    subject: str
    markdown: str
    text: str
    mail_to: str | None = None
