"""What stands before uv's own words on a line: time stamps and labels of build servers, quotation marks, spinners."""

import re

_STAMP = re.compile(
    r"""
    \[?(?P<date>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)\]?(?:[ ]|$)
    | \[?(?P<clock>\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)\]?(?:[ ]|$)
    | [A-Z][a-z]{2},[ ]\d\d[ ][A-Z][a-z]{2}[ ]\d{4}[ ](?P<mail>\d\d:\d\d:\d\d)[ ](?:GMT|UTC|[+-]\d{4})(?:[ ]|$)
    | [A-Z][a-z]{2}[ ][ \d]\d[ ](?P<journal>\d\d:\d\d:\d\d)[ ][\w.-]{1,64}[ ][\w.@/-]{1,64}(?:\[\d{1,8}\])?:(?:[ ]|$)
    | \#\d{1,4}[ ](?P<step>\d{1,6}\.\d{1,3})(?:[ ]|$)
    | (?P<seconds>\d{1,6}\.\d{3}|\d\d\.\d\d|\d{3,5}\.\d)(?:[ ]|$)
    """,
    re.VERBOSE,
)
_STREAM = re.compile(r"\d\d[OE][+ ] ?")
"""The number and kind of a stream, as GitLab puts them behind its stamps."""
_SERVICE = re.compile(r"[\w.-]{1,60}-\d{1,3} {1,40}\| ?")
"""The name of a container, as Docker Compose puts it before each line."""
_REMOTE = re.compile(r"remote: ?")
"""What git puts before what a server printed."""
_UPTIME = re.compile(r"\s*(?P<uptime>\d{1,6}\.\d{3,9})s\s+(?:\d+ms\s+)?(?=(?:TRACE|DEBUG|INFO|WARN|ERROR)\b)")
_JOB = re.compile(r"[^\t]{1,120}\t[^\t]{1,120}\t(?=\[?\d{4}-\d\d-\d\dT)")
"""A job and its step, as a build server's client puts them before each line of a log."""
_LABEL = re.compile(r"\[[A-Za-z][\w:.-]{0,30}\] ?")
_QUOTE = re.compile(r"(?:##\[[a-z]+\]|E(?= {3})|(?:> ?)+(?=\S| {2}))")
_BRANCH = re.compile(r"\s{0,8}[\u23bf\u2514] {1,4}(?=\S)")
"""What some consoles put before the first line of an output."""
_MOST_LABELS = 8


def without_job(line: str) -> str:
    """Return the line without the names of a job and its step before its stamp; its tabs must still be tabs."""
    job = _JOB.match(line)
    return line if job is None else line[job.end() :]


def without_start(line: str) -> tuple[str, str]:
    """Return the line without stamp and labels, its indentation kept, and the stamp or an empty text."""
    service = _SERVICE.match(line) or _REMOTE.match(line) or _BRANCH.match(line)
    line = line if service is None else line[service.end() :]
    match = _STAMP.match(line) or _UPTIME.match(line)
    stamp = ""
    if match is not None:
        stamp = next(group for group in match.groups() if group is not None)
        line = line[match.end() :]
        stream = _STREAM.match(line)
        line = line if stream is None else line[stream.end() :]
        for _ in range(_MOST_LABELS):
            label = _LABEL.match(line)
            if label is None or label.end() == len(line):
                break
            line = line[label.end() :]
    quote = _QUOTE.match(line)
    if quote is not None:
        line = line[quote.end() :]
    return line, stamp


def stamp_seconds(stamp: str) -> float | None:
    """Return a stamp as seconds of its day or since the start; None where there is none."""
    time = stamp.replace(",", ".").rstrip("Z").replace("T", " ").rpartition(" ")[2]
    time = re.split(r"[+-]", time)[0] if ":" in time else time
    seconds = 0.0
    try:
        for part in time.split(":"):
            seconds = seconds * 60 + float(part)
    except ValueError:
        return None
    return seconds


_INNER_TREE = re.compile(r"(?<=\S)\s*(?=[├╰]─▶)")
_INNER_CAUSE = re.compile(r"(?<=[^\s'\"]) +(?=Caused by:(?: |$))")
_INNER_HINT = re.compile(r"(?<=\S) +(?=(?:help|hint): )")
_WRITTEN_END = re.compile(
    r"(?:\\r)?\\n(?=\s{0,16}(?:Caused by:|cause:|error:|hint:|help:|[\u00d7├╰│]))|(?:\\r)?\\n['\"]*$"
)
_INNER_HEAD = re.compile(
    r"(?:(?<=['\"])(?=error: ))|(?:(?<=: )(?=\u00d7 ))|(?:(?<=\S) {3,}(?=(?:error|warning): |\u00d7 ))"
    r"|(?:(?<=[\u2800-\u28ff]) (?=error: ))"
)


def split_inner(line: str) -> list[str]:
    """Cut a line that holds several of uv's lines: a chain on one line, a quoted output, a spinner before an error."""
    pieces = [line]
    if "\\n" in line and ("error" in line or "aused by" in line):
        pieces = _WRITTEN_END.split(line)
    if "error: " in line or "warning: " in line or "\u00d7 " in line:
        pieces = [part for piece in pieces for part in _INNER_HEAD.split(piece)]
    if "─▶" in line:
        parts = [part for piece in pieces for part in _INNER_TREE.split(piece)]
        if len(parts) > len(pieces):
            parts = [part for piece in parts for part in _INNER_HINT.split(piece)]
        pieces = parts
    if "Caused by:" in line:
        pieces = [part for piece in pieces for part in _INNER_CAUSE.split(piece)]
    return [piece for piece in pieces if piece.strip()] or [""]
