"""Wheels that are wrong, each in one way: the bytes by the name of the way, with the trouble that it has to give."""

from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from tests.unit.core.wheels.reading import zip_bytes as z

FILE = "nice-1.0-py3-none-any.whl"
INIT = b"nice/__init__.py"
BIG = 4 << 30


class Hostile(Struct, frozen=True, kw_only=True):
    """One wrong wheel: ``trouble`` is the id that it gives, ``thorough`` says that only a thorough reading sees it."""

    data: bytes
    trouble: str
    file: str = FILE
    thorough: bool = False


def hostile_wheels() -> dict[str, Hostile]:
    """Return every wrong wheel by a few words."""
    return {**_whole_files(), **_directories(), **_entries(), **_names(), **_identities(), **_records()}


def good() -> bytes:
    """Return a small whole wheel."""
    return z.archive(z.members(z.contents()))


def _changed(**change: object) -> bytes:
    return z.archive(z.members(z.contents(), {INIT: change}))


def _with(*names: bytes) -> bytes:
    return z.archive(z.members(z.contents({INIT: b"", **dict.fromkeys(names, b"x")})))


def _cut(data: bytes, length: int) -> bytes:
    return data[:length]


def _whole_files() -> dict[str, Hostile]:
    whole = good()
    return {
        "no bytes": Hostile(data=b"", trouble="empty"),
        "something else": Hostile(data=b"<!DOCTYPE html>\n<title>Log in</title>\n" * 20, trouble="not-a-zip"),
        "a gzip": Hostile(data=b"\x1f\x8b\x08\x00" + b"\0" * 500, trouble="not-a-zip"),
        "its end is missing": Hostile(data=whole[: len(whole) // 2], trouble="truncated"),
        "its last byte is missing": Hostile(data=whole[:-1], trouble="truncated"),
        "a renamed zip": Hostile(
            data=z.archive(z.members({b"notes/read.txt": b"x", b"notes/more.txt": b"y"})), trouble="no-dist-info"
        ),
        "an empty zip": Hostile(data=z.archive([]), trouble="no-dist-info"),
        "bytes before it": Hostile(
            data=z.archive(z.members(z.contents()), before=b"#!/bin/sh\nexit\n"), trouble="data-before"
        ),
        "bytes before it that nothing counts": Hostile(
            data=z.archive(z.members(z.contents()), before=b"#!/bin/sh\nexit\n", counts_before=False),
            trouble="damaged-directory",
        ),
        "bytes after it": Hostile(data=whole + b"more", trouble="data-after"),
        "two archives": Hostile(data=whole + whole, trouble="damaged-directory"),
        "an end in the comment": Hostile(
            data=z.archive(z.members(z.contents()), comment=b"abc" + z.END + b"x" * 30), trouble="truncated"
        ),
    }


def _directories() -> dict[str, Hostile]:
    made = z.members(z.contents())
    whole = z.archive(made)
    at = whole.index(z.CENTRAL)
    return {
        "a damaged directory": Hostile(data=whole[:at] + b"XX" + whole[at + 2 :], trouble="damaged-directory"),
        "a directory beyond the end": Hostile(data=z.archive(made, directory_at=1 << 20), trouble="damaged-directory"),
        "a directory of 4 GB": Hostile(data=z.archive(made, directory_size=z.MANY - 1), trouble="damaged-directory"),
        "more entries claimed": Hostile(data=z.archive(made, count=len(made) + 1), trouble="damaged-directory"),
        "fewer entries claimed": Hostile(data=z.archive(made, count=len(made) - 1), trouble="damaged-directory"),
        "no entries claimed": Hostile(data=z.archive(made, count=0), trouble="damaged-directory"),
        "a field that is too long": Hostile(data=_changed(extra=b"\x01\x00\xff\x00abc"), trouble="damaged-directory"),
        "an entry beyond the end": Hostile(data=_changed(at=1 << 20), trouble="entry-out-of-bounds"),
        "an entry of 4 GB": Hostile(data=_changed(packed_size=z.MANY - 1), trouble="entry-out-of-bounds"),
    }


def _entries() -> dict[str, Hostile]:
    files = z.contents()
    bomb = z.contents({INIT: b"\0" * (80 << 20)})
    first = z.members(files)[0]
    one = z.members(files)
    overlapping = [one[0], *[replace(first, name=b"nice/o%d.py" % n, at=0, left_out=True) for n in range(50)], *one[1:]]
    return {
        "4 GB claimed": Hostile(data=_changed(size=z.MANY - 1), trouble="bomb"),
        "16 EB claimed": Hostile(data=_changed(size=1 << 62, wide=True), trouble="bomb"),
        "a bomb": Hostile(data=z.archive(z.members(bomb)), trouble="bomb"),
        "overlapping entries": Hostile(data=z.archive(overlapping), trouble="overlapping-entries"),
        "encrypted": Hostile(data=_changed(flags=z.UTF_8_NAME | z.ENCRYPTED), trouble="encrypted"),
        "an unknown method": Hostile(data=_changed(method=97, packed=b"abc"), trouble="compression"),
        "method 6": Hostile(data=_changed(method=6, packed=b"abc"), trouble="compression"),
        "another name in front": Hostile(
            data=_changed(local_name=b"nice/__exit__.py"), trouble="local-header", thorough=True
        ),
        "another size in front": Hostile(data=_changed(local_size=3), trouble="local-header", thorough=True),
        "a wrong sum": Hostile(data=_changed(crc=7), trouble="damaged-content", thorough=True),
        "damaged content": Hostile(data=_changed(packed=b"\xff" * 30), trouble="damaged-content", thorough=True),
        "a smaller size claimed": Hostile(data=_changed(size=7), trouble="damaged-content", thorough=True),
        "a larger size claimed": Hostile(data=_changed(size=4000), trouble="damaged-content", thorough=True),
        "another size stored": Hostile(data=_changed(method=z.STORED, packed=b"abc"), trouble="entry-size"),
        "a patch": Hostile(data=_changed(flags=z.UTF_8_NAME | 0x20), trouble="compression"),
        "a symbolic link": Hostile(
            data=z.archive(
                z.members({b"nice/link.py": b"/etc/passwd", **files}, {b"nice/link.py": {"attributes": z.SYMLINK}})
            ),
            trouble="symlink",
        ),
    }


def _names() -> dict[str, Hostile]:
    one_name = z.members(z.contents())
    many = [z.Member(name=b"nice/same.py", data=b"", method=z.STORED) for _ in range(10_000)]
    return {
        "absolute": Hostile(data=_with(b"/etc/nice.conf"), trouble="absolute-name"),
        "a drive": Hostile(data=_with(b"C:/nice.conf"), trouble="absolute-name"),
        "a drive with no slash": Hostile(data=_with(b"C:nice.conf"), trouble="absolute-name"),
        "a share": Hostile(data=_with(b"//server/share/nice.conf"), trouble="absolute-name"),
        "upwards": Hostile(data=_with(b"../nice.conf"), trouble="upward-name"),
        "upwards inside": Hostile(data=_with(b"nice/../../../x.py"), trouble="upward-name"),
        "upwards but within": Hostile(data=_with(b"nice/a/../x.py"), trouble="upward-name"),
        "backslashes": Hostile(data=_with(b"nice\\x.py"), trouble="backslash-name"),
        "upwards with backslashes": Hostile(data=_with(b"..\\..\\x.py"), trouble="upward-name"),
        "a device": Hostile(data=_with(b"nice/aux.py"), trouble="windows-device"),
        "a device in capitals": Hostile(data=_with(b"nice/COM1.txt"), trouble="windows-device"),
        "NUL": Hostile(data=_with(b"nice/NUL"), trouble="windows-device"),
        "a dot at the end": Hostile(data=_with(b"nice/x."), trouble="windows-ending"),
        "a blank at the end": Hostile(data=_with(b"nice/x /y.py"), trouble="windows-ending"),
        "a question mark": Hostile(data=_with(b"nice/what?.py"), trouble="windows-character"),
        "a stream": Hostile(data=_with(b"nice/x.py:stream"), trouble="windows-character"),
        "a line end": Hostile(data=_with(b"nice/a\nb.py"), trouble="control-character"),
        "a zero": Hostile(data=_with(b"nice/a\0b.py"), trouble="control-character"),
        "no UTF-8": Hostile(data=_with(b"nice/\xff\xfe.py"), trouble="name-encoding"),
        "no mark for UTF-8": Hostile(
            data=z.archive([*one_name, z.Member(name="nice/ä.py".encode(), flags=0)]), trouble="name-encoding"
        ),
        "a name of 300 characters": Hostile(data=_with(b"nice/" + b"a" * 300), trouble="name-too-long"),
        "an unknown scheme": Hostile(data=_with(b"nice-1.0.data/evil/x.py"), trouble="data-scheme"),
        "a dot between": Hostile(data=_with(b"nice/./x.py"), trouble="untidy-name"),
        "no name": Hostile(data=_with(b""), trouble="empty-name"),
        "only case": Hostile(data=_with(b"nice/Data.py", b"nice/data.py"), trouble="case-collision"),
        "folders of one name": Hostile(data=_with(b"nice/Sub/a.py", b"nice/sub/b.py"), trouble="case-collision"),
        "a file that is a folder": Hostile(data=_with(b"nice/x", b"nice/x/y.py"), trouble="file-is-folder"),
        "one name twice": Hostile(
            data=z.archive([*one_name, z.Member(name=INIT, data=b"OTHER = 2\n")]), trouble="duplicate-name"
        ),
        "one name 10,000 times": Hostile(data=z.archive([*one_name, *many]), trouble="duplicate-name"),
        "another dist-info twice": Hostile(
            data=z.archive([*one_name, z.Member(name=b"nice-1.0.dist-info/METADATA", data=z.metadata("evil"))]),
            trouble="duplicate-name",
        ),
    }


def _identities() -> dict[str, Hostile]:
    def built(file: str = FILE, stem: bytes = b"nice-1.0", **parts: bytes | None) -> Callable[[str], Hostile]:
        data = z.archive(z.members(z.contents(None, stem=stem, **parts)))
        return lambda trouble: Hostile(data=data, trouble=trouble, file=file)

    two = z.contents()
    two |= {b"other-2.0.dist-info/METADATA": z.metadata("other", "2.0"), b"other-2.0.dist-info/WHEEL": z.wheel_file()}
    return {
        "no wheel name": built("nice.whl")("file-name"),
        "a wheel name with a bad version": built("nice-one-py3-none-any.whl")("file-name"),
        "a wheel name with a copy's number": built("nice-1.0-py3-none-any (1).whl")("file-name"),
        "another name in METADATA": built(METADATA=z.metadata("evil"))("name-differs"),
        "another version in METADATA": built(METADATA=z.metadata(version="2.0"))("version-differs"),
        "a bad version in METADATA": built(METADATA=z.metadata(version="one"))("version-invalid"),
        "no name in METADATA": built(METADATA=b"Metadata-Version: 2.1\nVersion: 1.0\n")("metadata"),
        "no version in METADATA": built(METADATA=b"Metadata-Version: 2.1\nName: nice\n")("metadata"),
        "METADATA is something else": built(METADATA=bytes(range(256)) * 3)("metadata"),
        "an empty METADATA": built(METADATA=b"")("metadata"),
        "a bad Requires-Python": built(METADATA=z.metadata(more="Requires-Python: three\n"))("requires-python"),
        "a bad requirement": built(METADATA=z.metadata(more="Requires-Dist: a >>> b\n"))("requirement"),
        "an old requirement": built(METADATA=z.metadata(more="Requires-Dist: a>=1.*\n"))("requirement-loose"),
        "an old Requires-Python": built(METADATA=z.metadata(more="Requires-Python: >=3.6.*,\n"))(
            "requires-python-loose"
        ),
        "a bad marker": built(METADATA=z.metadata(more="Requires-Dist: a; os is nice\n"))("requirement"),
        "a future metadata": built(METADATA=z.metadata().replace(b"2.1", b"9.0"))("metadata-format"),
        "another name of the folder": built(stem=b"evil-1.0")("dist-info-name"),
        "another version of the folder": built(stem=b"nice-2.0")("dist-info-version"),
        "no METADATA": built(METADATA=None)("no-metadata"),
        "no WHEEL": built(WHEEL=None)("no-wheel-file"),
        "no RECORD": built(RECORD=None)("no-record"),
        "two dist-info folders": Hostile(data=z.archive(z.members(two)), trouble="two-dist-infos"),
        "a future wheel": built(WHEEL=z.wheel_file(version="2.0"))("wheel-version"),
        "a slightly newer wheel": built(WHEEL=z.wheel_file(version="1.9"))("wheel-version-newer"),
        "no wheel version": built(WHEEL=b"Generator: x\nTag: py3-none-any\n")("wheel-file"),
        "an empty WHEEL": built(WHEEL=b"")("wheel-file"),
        "other tags in WHEEL": built(WHEEL=z.wheel_file("cp310-cp310-win_amd64"))("wheel-tags"),
    }


def _records() -> dict[str, Hostile]:
    whole = z.contents()
    name = b"nice-1.0.dist-info/RECORD"
    rows: Mapping[str, tuple[bytes, str]] = {
        "a file that RECORD lacks": (b"\n".join(whole[name].split(b"\n")[1:]), "record-lacks"),
        "a file that only RECORD has": (whole[name] + b"nice/gone.py,,\n", "record-names-missing"),
        "a wrong hash in RECORD": (whole[name].replace(b"sha256=", b"sha256=AAAA"), "record-hash"),
        "a wrong size in RECORD": (whole[name].replace(b",400\n", b",401\n"), "record-size"),
        "a bad row in RECORD": (whole[name] + b"nice/data.txt\n", "record-row"),
        "a RECORD of something else": (b"\xff\xfe\0\0", "record-row"),
        "a RECORD without hashes": (b"".join(key + b",,\n" for key in whole), "record-hash-missing"),
        "a RECORD with md5": (whole[name].replace(b"sha256=", b"md5="), "record-hash-weak"),
        "an empty RECORD": (b"", "record-lacks"),
    }
    return {
        words: Hostile(data=z.archive(z.members(z.contents(RECORD=text))), trouble=trouble, thorough=True)
        for words, (text, trouble) in rows.items()
    }
