"""Secrets that a terminal or uv wrapped: each part of one stands on a line of its own, and none looks like a secret."""

from collections.abc import Iterable

from core.diagnosis.line_starts import without_job, without_start
from core.model.secrets import STARS
from core.uv.plain_text import without_codes

_MOST_SECRETS = 40
_FRAME = " \t│|"
"""What uv draws before a line that goes on."""
_LEADS = ("//", "=")
"""What a secret follows at once."""


def without_split(text: str, secrets: Iterable[str]) -> str:
    """Return the text with stars for those of the secrets that are split over lines; 40 secrets are looked for."""
    wanted = [secret for secret in dict.fromkeys(secrets) if len(secret) > 1][:_MOST_SECRETS]
    if not wanted:
        return text
    lines = text.split("\n")
    bodies = [without_start(without_job(without_codes(line)))[0].strip().lstrip(_FRAME) for line in lines]
    for secret in wanted:
        for index in range(len(lines) - 1):
            for at, piece in _pieces(secret, bodies, index):
                lines[at] = _starred(lines[at], piece, bodies[at], last=at == index)
    return "\n".join(lines)


def _pieces(secret: str, bodies: list[str], index: int) -> list[tuple[int, str]]:
    """Return the parts of a secret that begins at the end of a line, each with its line; none where it does not."""
    begun = _begun(secret, bodies[index])
    if begun is None:
        return []
    pieces = [(index, secret[:begun])] if begun else []
    rest = secret[begun:].lstrip()
    if not rest:
        return pieces
    for at in range(index + 1, len(bodies)):
        if bodies[at].startswith(rest):
            return [*pieces, (at, rest)]
        if not bodies[at] or not rest.startswith(bodies[at]):
            break
        pieces.append((at, bodies[at]))
        rest = rest[len(bodies[at]) :].lstrip()
    return []


def _begun(secret: str, body: str) -> int | None:
    """Return how many characters of a secret a line ends with: none behind what leads to one, None where it does not.

    A whole one counts behind the two slashes of its address, whose host and the sign that tells it the next line has.
    """
    if body.endswith(f"//{secret}"):
        return len(secret)
    last = body[-1:]
    if not last or last not in secret:
        return 0 if body.endswith(_LEADS) else None
    sizes = range(min(len(secret) - 1, len(body)), 0, -1)
    begun = next((size for size in sizes if secret[size - 1] == last and body.endswith(secret[:size])), 0)
    if begun and not body[: len(body) - begun][-1:].isalnum():
        return begun
    return 0 if body.endswith(_LEADS) else None


def _starred(line: str, piece: str, body: str, *, last: bool) -> str:
    """Put stars for the last such piece of a line, or for the first behind what stands before its body."""
    at = line.rfind(piece) if last else line.find(piece, max(0, line.find(body)))
    return line if at < 0 else f"{line[:at]}{STARS}{line[at + len(piece) :]}"
