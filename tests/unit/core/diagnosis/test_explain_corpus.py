"""The tool that measures explanations over a corpus, and the one that looks for texts that break them."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks.explain_corpus import BadLineError, main, read_cases, report, run
from tests.benchmarks.fuzz_explain import changed, search, seeds
from tests.unit.core.diagnosis.shapes import caused_by, refused

ROOT = Path(__file__).resolve().parents[4]
RIGHT = {
    "id": "mine-1",
    "source": "made up",
    "output": caused_by(refused()),
    "category": "cache-rename-denied",
    "accept": ["cache-rename-denied"],
    "package": "weather-tools",
    "path_from": r"D:\uv\cache\.tmpq7Rk2A",
    "path_to": "elsewhere",
    "os_error": 5,
    "evidence": {"any": ["thing"]},
}
FLAGGED = {"id": "mine-2", "output": "error: no (os error 28)", "category": "none", "accept": ["none"], "package": None}
NONE = {"id": "mine-3", "output": "Resolved 1 package in 1ms\n", "accept": ["none"]}


def corpus(tmp_path: Path, *cases: object) -> Path:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(case if isinstance(case, str) else json.dumps(case) for case in cases), encoding="utf-8")
    return path


def test_the_report_counts_what_is_right_and_names_what_is_not(tmp_path: Path) -> None:
    cases = read_cases(corpus(tmp_path, RIGHT, FLAGGED, "", NONE).read_bytes().splitlines())
    text = report(run(cases))
    assert "right: 2 of 3 (66.7 %)" in text
    assert "  cache-rename-denied            1 of 1 (100.0 %)" in text
    assert "  none                           1 of 2 (50.0 %)" in text
    assert "flagged though nothing is to be fixed: 1" in text
    assert "confused: 1\n  mine-2  expected none; got disk-full" in text
    assert "package as given: 1 of 1 (100.0 %)" in text
    assert "path_from as given: 1 of 1 (100.0 %)" in text
    assert "path_to as given: 0 of 1 (0.0 %)\n  mine-1: expected 'elsewhere', got 'D:" in text
    assert "os_error as given: 1 of 1 (100.0 %)" in text
    assert "time a case: median " in text


def test_an_empty_corpus_is_said_to_be_empty() -> None:
    assert report([]) == "The corpus has no cases."


@pytest.mark.parametrize("line", ["{", '{"id": "x", "output": 3, "accept": []}', '{"id": "x"}', "[]", '"\\ud800"'])
def test_a_bad_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str) -> None:
    path = corpus(tmp_path, RIGHT, line)
    with pytest.raises(BadLineError, match=r"^Line 2 is no case: .+\.$"):
        read_cases(path.read_bytes().splitlines())
    assert main([str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(f"{path}: Line 2 is no case: ")
    assert printed.out == ""


def test_bytes_that_are_no_text_are_a_bad_line() -> None:
    with pytest.raises(BadLineError, match="Line 1"):
        read_cases([b'{"id": "\xff"}'])


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.jsonl")]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["-m", "tests.benchmarks.explain_corpus"], ["tests/benchmarks/explain_corpus.py"]])
def test_it_runs_as_a_module_and_as_a_script(tmp_path: Path, command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *command, str(corpus(tmp_path, RIGHT, NONE))],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "right: 2 of 2 (100.0 %)" in done.stdout


def test_a_while_of_random_changes_finds_nothing() -> None:
    found, runs = search(3, 20_260_101)
    assert found is None, (found.reason, found.text)
    assert runs > 20


def test_a_text_that_raises_and_a_text_that_is_slow_are_found() -> None:
    def raising(text: str) -> None:
        if "\0" in text:
            raise ValueError("there it is")

    found, runs = search(60, 1, explained=raising)
    assert found is not None
    assert "there it is" in found.reason
    assert "\0" in found.text
    assert found.runs == runs
    slow, _ = search(60, 1, explained=lambda _: time.sleep(1.2))
    assert slow is not None
    assert " characters, more than " in slow.reason


def test_the_same_seed_gives_the_same_texts() -> None:
    pool = seeds()
    one, other = (changed(pool[0], pool, random.Random(5)) for _ in range(2))  # noqa: S311 - repeatable on purpose
    assert one == other
    assert one != changed(pool[0], pool, random.Random(6))  # noqa: S311 - as above
