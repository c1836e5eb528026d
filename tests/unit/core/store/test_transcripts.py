"""Transcripts keep everything but secrets, and not for ever."""

from pathlib import Path

import pytest

from core.model.secrets import without_secrets
from core.store import transcripts
from core.store.transcripts import Transcript


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("https://me:geheim@nexus.example/simple", "https://****@nexus.example/simple"),
        ("GET http://token@host/x and https://a:b@host/y", "GET http://****@host/x and https://****@host/y"),
        ("https://me:p@ss@host/x", "https://****@host/x"),
        ("https://ghp_x1@github.com/a", "https://****@github.com/a"),
        ("https://h/a.whl?sv=1&sig=abc%3D&x=2", "https://h/a.whl?sv=1&sig=****&x=2"),
        ("git+ssh://git@host/x", "git+ssh://****@host/x"),
        ("mail me@host", "mail me@host"),
        ("https://host/@scope/x", "https://host/@scope/x"),
    ],
)
def test_credentials_in_urls_are_starred(line: str, kept: str) -> None:
    assert without_secrets(line) == kept


def test_lines_are_kept_whole(tmp_path: Path) -> None:
    with Transcript(tmp_path / "t", "1") as transcript:
        transcript.write(("Größe", "\udcff"))
    assert transcript.file.read_bytes() == "Größe\n".encode() + b"\xff\n"


def test_a_program_that_prints_without_end_does_not_fill_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transcripts, "MOST_BYTES", 1 << 20)
    with Transcript(tmp_path, "1") as transcript:
        for _ in range(5000):
            transcript.write(("x" * 999,))
    kept = transcript.file.read_text()
    assert len(kept) < (1 << 20) + 2000
    assert kept.endswith("(What followed is not kept: the first 1 MiB are above.)\n")


def test_old_transcripts_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transcripts, "KEPT_TRANSCRIPTS", 3)
    for number in range(5):
        with Transcript(tmp_path, f"{number}") as transcript:
            transcript.write(("x",))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["2.txt", "3.txt", "4.txt"]


def test_a_folder_that_cannot_be_made_does_not_stop_the_job(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Transcript(tmp_path / "file" / "t", "1") as transcript:
        transcript.write(("x",))
