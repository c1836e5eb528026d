"""What the system refused, told in few words: without uv's marker, at a bare path, on drives and in containers."""

import pytest

from core.diagnosis.explain import explain
from core.diagnosis.operations import Operation, step_of
from core.model.problem import Category
from tests.unit.core.diagnosis.shapes import caused_by

RENAMED = (
    "failed to rename file from /home/ann/.cache/uv/.tmpAAAAAA to /home/ann/.cache/uv/archive-v0/x: … (os error 13)"
)


@pytest.mark.parametrize(
    ("output", "category"),
    [
        (RENAMED, "cache-rename-denied"),
        (f"> {RENAMED}", "cache-rename-denied"),
        (f"Collecting the tides\n{RENAMED}\nThe step has ended", "cache-rename-denied"),
        (f"{RENAMED}\nError: the tide step ended with 2", "cache-rename-denied"),
        ("failed to remove directory `/w/.venv`: … (os error 16)", "venv-remove-denied"),
        (r".venv\Scripts\tide.exe: … (os error 5)", "file-in-use"),
        ("the tide was not found (os error 2)", "other"),
        ("Python interpreter not found at `/w/.venv/bin/python3`", "venv-broken"),
        ("Querying Python at `/w/tide/python` failed with status exit status: 127:", "python-not-found"),
        ("Failed to deserialize cache entry array had incorrect length, expected 4", "cache-corrupt"),
    ],
)
def test_a_failure_without_its_marker_is_one(output: str, category: str) -> None:
    assert explain(output).category.value == category


@pytest.mark.parametrize(
    "output",
    [
        f"DEBUG {RENAMED}",
        f"DEBUG tide\n{RENAMED}",
        "warning: Failed to hardlink files; falling back to full copy.",
        "Installed 1 package in 2ms\n + tide==1\nfailed to see the sea",
    ],
)
def test_a_log_a_warning_and_other_sentences_are_no_failures(output: str) -> None:
    assert explain(output).category is Category.NONE


def test_a_marked_failure_that_is_recognised_comes_before_a_sentence() -> None:
    output = f"error: Failed to spawn: `tide`\n  Caused by: … (os error 4551)\n{RENAMED}\n"
    assert explain(output).category is Category.BLOCKED_BY_POLICY


@pytest.mark.parametrize(
    ("text", "operation", "path"),
    [
        ('Read-only file system (os error 30) at path "/t/.tmpAAAAAA"', Operation.USE, "/t/.tmpAAAAAA"),
        ("failed to canonicalize path /w/.venv/bin/python3: … (os error 13)", Operation.READ, "/w/.venv/bin/python3"),
        (r"Missing expected directory for link at C:\u\cpython-3.13", Operation.USE, r"C:\u\cpython-3.13"),
        ("RECORD file not found at: /w/x/tide-1.dist-info/RECORD", Operation.USE, "/w/x/tide-1.dist-info/RECORD"),
        ("Broken virtualenv `/home/ann/.venv`: `pyvenv.cfg` is missing", Operation.USE, "/home/ann/.venv"),
        ("Invalid environment at `.local/share/uv/tools/tide`: empty", Operation.USE, ".local/share/uv/tools/tide"),
        (r"C:\w\tide.exe: … (os error 5)", Operation.USE, r"C:\w\tide.exe"),
    ],
)
def test_a_path_is_found_by_what_stands_before_it(text: str, operation: Operation, path: str) -> None:
    step = step_of(text)
    assert step is not None
    assert (step.operation, step.path_from) == (operation, path)


@pytest.mark.parametrize(
    ("category", "chain"),
    [
        ("temp-dir-missing-or-denied", ('Read-only file system (os error 30) at path "/tmp/.tmpAAAAAA"',)),
        ("cache-dir-unusable", ("Could not lock", '… (os error 30  at path "/home/ann/.cache/uv/.tmpAAAAAA"')),
        ("cache-dir-unusable", (r"failed to open file `D:\tide\keep \CACHEDIR.TAG`", "… (os error 3)")),
        (
            "other",
            ("Failed to create virtual environment", "failed to open file `/w/tide/CACHEDIR.TAG`: … (os error 2)"),
        ),
        (
            "cache-rename-denied",
            (
                "Failed to build `tide==1`",
                r"failed to open file `D:\c\builds-v0\.tmpAAAAAA\tide-1.whl`: … (os error 5)",
            ),
        ),
        ("network-share", ("failed to symlink file from /u/python3 to /mnt/stick/.venv/bin/python: … (os error 1)",)),
        ("network-share", ("failed to hardlink file from /c/a to /w/.venv/b: … (os error 1)",)),
        ("permission-no-admin", ("failed to hardlink file from /c/a to /w/.venv/b: … (os error 13)",)),
        ("permission-no-admin", ("Failed to query Python", "failed to canonicalize path /w/python3: … (os error 13)")),
        ("venv-broken", ("Cannot uninstall package; RECORD file not found at: /w/.venv/x/tide-1.dist-info/RECORD",)),
        ("venv-broken", ("Failed to upgrade tide", "`tide` is missing a valid environment; reinstall it")),
        ("venv-broken", ("Invalid environment at `.local/share/uv/tools/tide`: directory is empty",)),
        ("other", (r"Missing expected target directory for link at C:\u\uv\python\cpython-3.13.1",)),
    ],
)
def test_what_was_refused_where_decides(category: str, chain: tuple[str, ...]) -> None:
    assert explain(caused_by(chain)).category.value == category


def test_a_temporary_file_in_the_environment_in_use_is_a_matter_of_rights() -> None:
    refused = 'error: … (os error 13) at path "/srv/tide/.tmpAAAAAA"\n'
    assert explain(refused).category is Category.TEMP_DIR
    assert explain(f"Using Python 3.12.1 environment at: /srv/tide\n{refused}").category is Category.PERMISSION_NO_ADMIN


def test_a_broken_pipe_of_a_connection_is_no_file_in_use() -> None:
    chain = ("Failed to fetch: `http://index.example/tide/`", "error sending request", "Broken pipe (os error 32)")
    assert explain(caused_by(chain)).category is not Category.FILE_IN_USE


@pytest.mark.parametrize("ending", ["", "\n\n"])
def test_a_cache_in_use_is_waited_for(ending: str) -> None:
    output = f"$ uv cache prune\nCache is currently in-use, waiting for other uv processes to finish{ending}"
    assert explain(output).category is Category.CACHE_LOCK_TIMEOUT


def test_an_assistants_console_puts_a_branch_before_the_first_line() -> None:
    output = "● Bash(uvx tide)\n  ⎿  error: failed to open file `/h/.cache/uv/sdists-v9/.git`: … (os error 30)\n"
    problem = explain(output)
    assert (problem.category, problem.os_error) == (Category.CACHE_DIR_UNUSABLE, 30)


def test_a_scanner_that_stops_powershells_script_is_a_verdict() -> None:
    output = (
        "At line:1 char:1\n+ tide | iex\n+ ~~~~~~~\nThis is not allowed here.\n"
        "    + CategoryInfo          : ParserError: (:) [], ParentContainsErrorRecordException\n"
        "    + FullyQualifiedErrorId : ScriptContainedMaliciousContent\n"
    )
    assert explain(output).category is Category.BLOCKED_BY_POLICY


def test_the_tool_that_was_upgraded_names_the_package() -> None:
    copied = r"failed to copy file from C:\u\uv\tools\tide-tables\Scripts\tide.exe to C:\b\tide.exe: … (os error 32)"
    assert explain(caused_by(("Failed to upgrade tide-tables", "Failed to install", copied))).package == "tide-tables"


@pytest.mark.parametrize(
    ("number", "said", "not_said"),
    [(13, "You may not write there", "read-only"), (30, "read-only", "You may not write"), (2, "missing", "read-only")],
)
def test_an_unusable_cache_says_why(number: int, said: str, not_said: str) -> None:
    problem = explain(f"error: failed to open file `/c/uv/sdists-v9/.git`: … (os error {number})\n")
    assert problem.category is Category.CACHE_DIR_UNUSABLE
    assert said in problem.explanation
    assert not_said not in problem.explanation


def test_rights_and_not_a_scanner_are_named_where_windows_is_not() -> None:
    problem = explain(RENAMED)
    assert "scanner" not in problem.title
    assert "belongs to another user" in problem.explanation
    assert "scanner" in explain(RENAMED.replace("/home/ann/", "C:\\t\\").replace("13", "5")).title


def test_a_mounted_environment_cannot_be_removed() -> None:
    busy = explain("error: failed to remove directory `/w/.venv`: … (os error 16)\n")
    assert "mounted" in busy.explanation
    assert "mounted" not in explain("error: failed to remove directory `C:\\w\\.venv`: … (os error 5)\n").explanation
