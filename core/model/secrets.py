"""Secrets in texts that are kept or shown: stars stand for them."""

import re

_USER_INFO = re.compile(r"(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]{0,20}://)[^/\s`'\"]{1,2000}@")
_QUERY = re.compile(
    r"(?P<key>[?&](?:sig|signature|token|access_token|api_?key|password|secret|x-amz-signature|x-amz-security-token"
    r"|x-goog-signature)=)[^&\s`'\"#)]{1,4000}",
    re.IGNORECASE,
)


def without_secrets(text: str) -> str:
    """Return the text whose URLs show no user names, passwords, tokens or signatures."""
    if "://" not in text:
        return text
    return _QUERY.sub(r"\g<key>****", _USER_INFO.sub(r"\g<scheme>****@", text))
