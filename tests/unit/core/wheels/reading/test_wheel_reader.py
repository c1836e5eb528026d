"""A wheel read without unpacking: what it says of itself, and everything that can be wrong with it."""

import email.parser
import hashlib
import os
import sysconfig
import time
import zipfile
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name, parse_wheel_filename

from core.model.wheels import FileKind, WheelFile
from core.wheels.make_wheel import write_wheel
from core.wheels.reading import wheel_reader
from core.wheels.reading.wheel_reader import read_wheel
from tests.unit.core.wheels.reading import zip_bytes as z
from tests.unit.core.wheels.reading.hostile_wheels import FILE, Hostile, hostile_wheels

HOSTILE = hostile_wheels()
LONG_SECONDS = 20
"""What a hostile file may take on a busy computer; none takes more than a second on a free one."""


def written(folder: Path, data: bytes, name: str = FILE) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def ids(wheel: WheelFile) -> list[str]:
    return [trouble.id for trouble in wheel.troubles]


def ordinary_wheels(folder: Path) -> list[Path]:
    return [
        write_wheel(folder, "one", "1.0"),
        write_wheel(folder, "Dash-Ag_Grid", "1.2a2", tags="cp311-cp311-linux_x86_64", requires=("dash>=2", "numpy<3")),
        write_wheel(folder, "notes", "2.0.post1", tags="py2.py3-none-any", requires_python=">=3.8,<4", summary="Notes"),
        write_wheel(folder, "epoch", "1!2.0+local.3", requires=('a[b,c]>=1; python_version < "3.11"',)),
        write_wheel(folder, "many", "3", files={f"many/part_{n}/mod.py": b"x" * n for n in range(300)}),
        write_wheel(
            folder, "ümlaut".replace("ü", "u"), "4", files={"umlaut/grün/größe.py": b"", "umlaut/日本.txt": b""}
        ),
        write_wheel(folder, "empty", "5", files={}),
    ]


def real_wheels() -> list[Path]:
    folder = Path(sysconfig.get_path("stdlib"))
    return sorted([*folder.glob("ensurepip/_bundled/*.whl"), *folder.glob("test/**/*.whl")])


def test_everything_that_a_wheel_says(tmp_path: Path) -> None:
    path = write_wheel(
        tmp_path,
        "Dash-Ag_Grid",
        "1.2a2",
        tags="cp310.cp311-abi3-win_amd64",
        requires=("dash>=2", "numpy; extra == 'fast'"),
        requires_python=">=3.10",
        summary="Made up",
        files={
            "dash_ag_grid/__init__.py": b"",
            "dash_ag_grid/fast.cp310-win_amd64.pyd": b"MZ",
            "single.py": b"x = 1\n" * 100,
            "dash_ag_grid-1.2a2.data/purelib/other/__init__.py": b"",
            "dash_ag_grid-1.2a2.data/scripts/run.py": b"",
            "dash_ag_grid.libs/needed.dll": b"MZ",
        },
    )
    found = read_wheel(path)
    assert found == WheelFile(
        path=path,
        kind=FileKind.WHEEL,
        size=path.stat().st_size,
        modified_ns=path.stat().st_mtime_ns,
        name="dash-ag-grid",
        written_name="Dash-Ag_Grid",
        version="1.2a2",
        tags=("cp310-abi3-win_amd64", "cp311-abi3-win_amd64"),
        requires_python=">=3.10",
        requires=("dash>=2", "numpy; extra == 'fast'"),
        summary="Made up",
        top_level=("dash_ag_grid", "other", "single"),
        native=("Windows", "Windows x86-64"),
        unpacked=found.unpacked,
        entries=9,
        longest=len("dash_ag_grid-1.2a2.data/purelib/other/__init__.py"),
    )
    assert found.is_usable


def test_agreement_with_the_standard_library(tmp_path: Path) -> None:
    for path in [*ordinary_wheels(tmp_path), *real_wheels()]:
        found = read_wheel(path, thorough=True)
        name, version, _, tags = parse_wheel_filename(path.name)
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            inside = next(info.filename for info in infos if info.filename.endswith(".dist-info/METADATA"))
            message = email.parser.BytesParser().parsebytes(archive.read(inside))
        assert found.troubles == ()
        assert (found.name, found.version) == (name, str(version))
        assert set(found.tags) == {str(tag) for tag in tags}
        assert canonicalize_name(found.written_name) == canonicalize_name(message["Name"])
        assert list(found.requires) == [" ".join(each.split()) for each in message.get_all("Requires-Dist", [])]
        assert found.requires_python == message["Requires-Python"]
        assert (found.entries, found.unpacked) == (len(infos), sum(info.file_size for info in infos))
        assert found.longest == max(len(info.filename) for info in infos)
        assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert found.thorough


@pytest.mark.parametrize("words", HOSTILE)
def test_what_is_wrong_is_said(words: str, tmp_path: Path) -> None:
    wrong = HOSTILE[words]
    path = written(tmp_path, wrong.data, wrong.file)
    before = time.monotonic()
    found = {trouble.id: trouble for trouble in read_wheel(path, thorough=wrong.thorough).troubles}
    assert time.monotonic() - before < LONG_SECONDS
    assert wrong.trouble in found
    sentence = found[wrong.trouble].sentence
    assert sentence[0] in "“ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert sentence.endswith(".")
    assert sentence.isprintable()
    assert len(sentence) < 500
    if not wrong.file.startswith("nice-1.0-py3-none-any.whl") or wrong.trouble in ("name-differs", "dist-info-name"):
        return
    assert (read_wheel(path).name, read_wheel(path).tags) == ("nice", ("py3-none-any",))


@pytest.mark.parametrize("words", [words for words, wrong in HOSTILE.items() if wrong.thorough])
def test_what_only_a_thorough_look_sees(words: str, tmp_path: Path) -> None:
    found = read_wheel(written(tmp_path, HOSTILE[words].data))
    assert found.troubles == ()
    assert not found.thorough
    assert found.sha256 is None


def test_ten_thousand_times_one_name_is_one_trouble(tmp_path: Path) -> None:
    found = read_wheel(written(tmp_path, HOSTILE["one name 10,000 times"].data), thorough=True)
    assert ids(found) == ["duplicate-name", "record-lacks"]
    assert "10,000 times" in found.troubles[0].sentence


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheel_reader, "Contents", None)
    for words in ("a bomb", "overlapping entries", "4 GB claimed", "16 EB claimed", "encrypted"):
        found = read_wheel(written(tmp_path, HOSTILE[words].data), thorough=True)
        assert not found.thorough
        assert not found.is_usable
        assert found.sha256 == hashlib.sha256(HOSTILE[words].data).hexdigest()


def test_long_metadata_is_read_up_to_its_description(tmp_path: Path) -> None:
    many = "".join(f"Requires-Dist: package-{n}>=1.{n}\n" for n in range(1_000))
    data = z.archive(z.members(z.contents(METADATA=z.metadata(more=many) + os.urandom(500_000))))
    found = read_wheel(written(tmp_path, data))
    assert (len(found.requires), found.requires[-1], found.troubles) == (1_000, "package-999>=1.999", ())


def test_fields_without_end_are_not_read(tmp_path: Path) -> None:
    data = z.archive(
        z.members(z.contents(METADATA=z.metadata().replace(b"\n\n", b"\n ") + os.urandom(5_000_000).hex().encode()))
    )
    found = read_wheel(written(tmp_path, data))
    assert ids(found) == ["metadata"]


def test_too_many_requirements(tmp_path: Path) -> None:
    many = "".join(f"Requires-Dist: p{n}\n" for n in range(50_000))
    found = read_wheel(written(tmp_path, z.archive(z.members(z.contents(METADATA=z.metadata(more=many))))))
    assert ids(found) == ["requirement"]
    assert len(found.requires) == 2_000


def test_endless_texts_are_cut_off(tmp_path: Path) -> None:
    more = f"Summary: {'very ' * 9_000}\nRequires-Python: {'>=3,' * 9_000}\nRequires-Dist: {'a' * 9_000}\n"
    found = read_wheel(written(tmp_path, z.archive(z.members(z.contents(METADATA=z.metadata(more=more))))))
    assert ids(found) == ["requires-python", "requirement"]
    assert [len(text or "") for text in (found.summary, found.requires_python, *found.requires)] == [4_000] * 3


def test_more_entries_than_are_read(tmp_path: Path) -> None:
    entries = [z.Member(name=b"%x" % n, method=z.STORED) for n in range(200_001)]
    before = time.monotonic()
    found = read_wheel(written(tmp_path, z.archive(entries, wide=True)))
    assert ids(found) == ["too-many-entries"]
    assert time.monotonic() - before < LONG_SECONDS


@pytest.mark.parametrize(
    "made",
    [
        lambda n: b"a/" * 30_000 + b"%d" % n,
        lambda n: b"A/" * (n + 1) + b"x",
        lambda n: b"nul/" * 300 + b"%d" % n,
        lambda n: (b"B" if n % 2 else b"b") + b"/c" * 1_000 + b"%d" % n,
    ],
)
def test_names_made_to_take_long(made: "object", tmp_path: Path) -> None:
    names = [made(n) for n in range(300)]  # type: ignore[operator]
    entries = [z.Member(name=name, method=z.STORED) for name in names]
    before = time.monotonic()
    found = read_wheel(written(tmp_path, z.archive([*entries, *z.members(z.contents())])))
    assert time.monotonic() - before < LONG_SECONDS
    assert found.entries == 305


def test_duplicates_of_other_spelling(tmp_path: Path) -> None:
    wrong = Hostile(data=z.archive(z.members(z.contents({b"x.py": b"", b"X.py": b"", b"X/y.py": b""}))), trouble="")
    assert ids(read_wheel(written(tmp_path, wrong.data))) == ["case-collision"]
