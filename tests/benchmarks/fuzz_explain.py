"""Changes transcripts at random and looks for one that makes `explain` raise, or makes it slow.

`python -m tests.benchmarks.fuzz_explain --seconds N [--seed S] [--cases FILE]` cuts, joins, doubles, wraps and garbles
made-up transcripts (and the outputs of a corpus, where one is given), and ends with 1 and the text where something was
found.
"""

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from core.diagnosis.explain import explain
from tests.benchmarks.explain_corpus import read_cases
from tests.benchmarks.explain_time import ordinary_transcript, trace_log
from tests.unit.core.diagnosis.shapes import LANGUAGES, SHAPES, cut_by_terminal, refused, wrapped

MOST_CHARACTERS = 200_000
SECONDS_ALWAYS = 0.3
SECONDS_A_CHARACTER = 4e-6
"""What a text may take, of a noisy computer; 64 kB take some ten milliseconds."""

Change = Callable[[str, random.Random], str]

_PARTS = (
    "error: ",
    "Caused by:",
    "  cause: ",
    "├─▶ ",
    "╰─▶ ",
    "\u00d7 ",
    "│ ",
    "hint: ",
    "warning: ",
    "DEBUG ",
    "WARN Retrying rename from ",
    " to ",
    "`",
    '"',
    "(os error 5)",
    "(os error ",
    "\\\\?\\C:\\a b\\.tmpAAAAAA",
    "/c/archive-v0/x",
    "https://u:p@h/simple/a/",
    "\x1b[2K",
    "\x1b[31m",
    "\r",
    "\n",
    "\0",
    "\ud800",
    "\ufeff",
    "#12 3.456 ",
    "2026-01-01T00:00:00Z ",
    "+ FullyQualifiedErrorId",
    "[stderr]",
    "--- stderr",
    "Failed to ",
    "Because ",
    "a==1 @ file:///",
    "-",
    ".",
    " ",
    "\t",
    "\\n",
    "\\u2570",
    "remote: ",
    "web-1  | ",
    "0: ",
)


class Found(Struct, frozen=True, kw_only=True):
    """A text that went wrong: how, and after how many texts it was met."""

    text: str
    reason: str
    runs: int


def seeds(outputs: Sequence[str] = ()) -> list[str]:
    """Return the texts that changing begins with."""
    chains = [shape(refused(said)) for shape in SHAPES for said in LANGUAGES]
    narrow = [change(text, width) for text in chains[:8] for change in (wrapped, cut_by_terminal) for width in (60, 80)]
    return [ordinary_transcript(), trace_log("in its middle", 60_000), *chains, *narrow, *outputs]


def changed(text: str, others: Sequence[str], chance: random.Random) -> str:
    """Return the text after one to six random changes, bounded in length."""
    changes: tuple[Change, ...] = (_cut, _double, _insert, _garble, _swap, _squeeze, _dress)
    for _ in range(chance.randint(1, 6)):
        if chance.random() < 0.2:
            text = _join(text, chance.choice(others), chance)
        text = chance.choice(changes)(text, chance)[:MOST_CHARACTERS]
    return text


def search(
    seconds: float,
    seed: int,
    outputs: Sequence[str] = (),
    *,
    explained: Callable[[str], object] = explain,
) -> tuple[Found | None, int]:
    """Return the first text that raises or is slow, or None, and how many texts were tried in the time."""
    chance = random.Random(seed)  # noqa: S311 - the same seed has to give the same texts; nothing is kept secret
    pool = seeds(outputs)
    end = time.monotonic() + seconds
    runs = 0
    while time.monotonic() < end:
        text = changed(chance.choice(pool), pool, chance)
        runs += 1
        reason = _wrong(text, explained)
        if reason is not None:
            return Found(text=text, reason=reason, runs=runs), runs
    return None, runs


def _wrong(text: str, explained: Callable[[str], object]) -> str | None:
    most = SECONDS_ALWAYS + SECONDS_A_CHARACTER * len(text)
    best = float("inf")
    for _ in range(3):  # other work on the computer only ever adds
        before = time.perf_counter()
        try:
            explained(text)
        except Exception:  # noqa: BLE001 - whatever it raises is what is looked for
            return traceback.format_exc()
        best = min(best, time.perf_counter() - before)
        if best <= most:
            return None
    return f"{best:.3f} s for {len(text)} characters, more than {most:.3f} s"


def _place(text: str, chance: random.Random) -> int:
    return chance.randint(0, len(text))


def _cut(text: str, chance: random.Random) -> str:
    first, second = sorted((_place(text, chance), _place(text, chance)))
    return text[first:second] if chance.random() < 0.5 else text[:first] + text[second:]


def _double(text: str, chance: random.Random) -> str:
    first, second = sorted((_place(text, chance), _place(text, chance)))
    part = text[first : min(second, first + 2_000)]
    return text[:first] + part * chance.choice((2, 3, 10, 50)) + text[second:]


def _join(text: str, other: str, chance: random.Random) -> str:
    return text[: _place(text, chance)] + other[_place(other, chance) :]


def _insert(text: str, chance: random.Random) -> str:
    at = _place(text, chance)
    return text[:at] + chance.choice(_PARTS) * chance.choice((1, 1, 1, 2, 40, 3_000)) + text[at:]


def _garble(text: str, chance: random.Random) -> str:
    at = _place(text, chance)
    return text[:at] + "".join(chr(chance.randrange(0x300)) for _ in range(chance.randint(1, 60))) + text[at:]


def _swap(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def _squeeze(text: str, chance: random.Random) -> str:
    return text.replace("\n", chance.choice(("", " ", "  ", "\r\n", "\r", "\\n", "\n\n")))


def _dress(text: str, chance: random.Random) -> str:
    fronts = ("12:34:56 ", "#7 1.234 ", "2026-01-01T00:00:00.1Z ", "remote: ", "  ", "> ", "| ", "\x1b[2m")
    front = chance.choice(fronts)
    return "\n".join(front + line for line in text.split("\n"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Search for a while and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--cases", type=Path, default=None, help="a corpus whose outputs are changed as well")
    parsed = parser.parse_args(arguments)
    seed = parsed.seed if parsed.seed is not None else random.SystemRandom().randrange(1 << 32)
    outputs = [case.output for case in read_cases(parsed.cases.read_bytes().splitlines())] if parsed.cases else []
    found, runs = search(parsed.seconds, seed, outputs)
    sys.stdout.write(f"seed {seed}: {runs} texts in {parsed.seconds:.0f} s\n")
    if found is None:
        sys.stdout.write("nothing raised, nothing was slow\n")
        return 0
    sys.stdout.write(f"{found.reason}\n{found.text[:4_000]!a}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
