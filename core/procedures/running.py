"""Running a program for its text: small calls whose output is an answer, not a log."""

from msgspec import Struct

from core.model.invocation import Invocation, ProcessEnd
from core.ports import ProcessRunner, Stream
from core.uv.handed_secrets import HandedSecrets

MOST_ANSWER_BYTES = 64 * 1024 * 1024


class Answer(Struct, frozen=True, kw_only=True):
    """What a program answered; ``out`` and ``err`` are its two outputs as bytes."""

    end: ProcessEnd
    out: bytes
    err: bytes

    def text(self) -> str:
        """Return the standard output as text, without blanks at its ends."""
        return self.out.decode("utf-8", "replace").strip()


async def ask(runner: ProcessRunner, invocation: Invocation) -> Answer:
    """Run a program on pipes and return its answer; what is beyond 64 MiB per output is left out.

    The answer is without the secrets that the program is given. Raises InputError when the program cannot be started.
    """
    outputs = {stream: bytearray() for stream in Stream}

    def keep(stream: Stream, data: bytes) -> None:
        if len(outputs[stream]) < MOST_ANSWER_BYTES:
            outputs[stream] += data

    end = await runner.run(invocation, keep)
    secrets = HandedSecrets(invocation.secrets)
    return Answer(
        end=end,
        out=secrets.starred_bytes(bytes(outputs[Stream.OUT])),
        err=secrets.starred_bytes(bytes(outputs[Stream.ERR])),
    )
