"""What is checked of URLs in settings."""

import re
from urllib.parse import urlsplit

from core.settings.bad_value import BadValueError


def without_login(url: str) -> str:
    """Return ``url`` as it is; raises BadValueError where it holds a user name or a password, or is none."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - asking for the port checks it
    except ValueError as error:
        raise BadValueError("that is no URL.") from error
    if "@" in parts.netloc:
        raise BadValueError("it holds a user name or a password, which must not lie in a file.")
    if re.search(r"\s", url):
        raise BadValueError("a URL has no blanks.")
    return url
