"""A refusal that looks like another: rights at a place that is new, read-only, or misses nothing."""

from pathlib import Path

import pytest

from core.diagnosis.context import FailureContext
from core.diagnosis.explain import explain
from core.diagnosis.paths import same_folder, unescaped
from core.model.problem import Category
from tests.unit.core.diagnosis.shapes import caused_by

MADE = ("Failed to create virtual environment", r"failed to create directory D:\w\tide\.venv: … (os error 5)")
ESCAPED = r'error: … (os error {}) at path "D:\\village\\.tmp3fKq9Z"'
VILLAGE = FailureContext(project=Path(r"D:\village"))


@pytest.mark.parametrize(
    ("category", "said"),
    [
        ("file-in-use", r"failed to write to file `C:\w\.venv\pyvenv.cfg`: … (os error 32)"),
        ("file-in-use", r"failed to remove file `C:\w\.venv\pyvenv.cfg`: … (os error 5)"),
        ("permission-no-admin", "failed to open file `/w/.venv/pyvenv.cfg`: … (os error 13)"),
        ("permission-no-admin", "failed to create file `/w/.venv/pyvenv.cfg`: … (os error 30)"),
        ("venv-broken", r"failed to open file `C:\w\.venv\pyvenv.cfg`: … (os error 2)"),
        ("venv-broken", "failed to open file `/w/.venv/pyvenv.cfg`: … (os error 2)"),
        ("venv-broken", "No `pyvenv.cfg` in /w/.venv"),
    ],
)
def test_an_environment_is_broken_where_its_mark_is_missing_not_where_it_is_refused(category: str, said: str) -> None:
    assert explain(caused_by(("Failed to tide", said))).category == category


def test_a_new_environment_without_rights_is_no_file_in_use() -> None:
    assert explain(caused_by(MADE)).category is Category.PERMISSION_NO_ADMIN
    of_tool = caused_by((MADE[0], r"failed to create directory C:\u\uv\tools\tide: … (os error 5)"))
    assert explain(of_tool).category is Category.PERMISSION_NO_ADMIN
    # One that was just removed lingers while a program has it open.
    removed = f"Removed virtual environment at: .venv\nCreating virtual environment at: .venv\n{caused_by(MADE)}"
    assert explain(removed).category is Category.FILE_IN_USE
    inside = caused_by((MADE[0], r"failed to create directory D:\w\tide\.venv\Scripts: … (os error 5)"))
    assert explain(inside).category is Category.FILE_IN_USE


def test_an_environment_of_any_name_is_one_where_it_is_known() -> None:
    text = caused_by((MADE[0], r"failed to create directory D:\w\.venv\tide: … (os error 5)"))
    assert explain(text).category is Category.FILE_IN_USE
    context = FailureContext(environment=Path(r"D:\w\.venv\tide"))
    assert explain(text, context).category is Category.PERMISSION_NO_ADMIN


@pytest.mark.parametrize("number", [5, 19])
def test_a_read_only_project_is_no_matter_of_the_temp_folder(number: int) -> None:
    text = ESCAPED.format(number)
    assert explain(text).category is Category.TEMP_DIR
    assert explain(text, VILLAGE).category is Category.PERMISSION_NO_ADMIN
    temp = FailureContext(project=Path(r"D:\village"), temp=Path(r"d:\Village"))
    assert explain(text, temp).category is Category.TEMP_DIR


def test_a_folder_that_is_known_not_to_be_for_temporary_files_is_none() -> None:
    text = 'error: … (os error 13) at path "/w/harbour/.tmpAAAAAA"\n'
    assert explain(text).category is Category.TEMP_DIR
    assert explain(text, FailureContext(temp=Path("/w/sea"))).category is Category.PERMISSION_NO_ADMIN
    assert explain(text, FailureContext(temp=Path("/w/harbour"))).category is Category.TEMP_DIR
    # Another spelling of the same folder is no other folder.
    linked = 'error: … (os error 13) at path "/private/var/folders/x/T/.tmpAAAAAA"\n'
    assert explain(linked, FailureContext(temp=Path("/var/folders/x/T"))).category is Category.TEMP_DIR
    short = r'error: … (os error 5) at path "C:\\t\\Jane Doe\\Temp\\.tmpAAAAAA"'
    assert explain(short, FailureContext(temp=Path(r"C:\t\JANED~1\Temp"))).category is Category.TEMP_DIR


def test_a_person_reads_paths_without_doubled_backslashes() -> None:
    problem = explain(ESCAPED.format(5))
    assert problem.path_from == r"D:\\village\\.tmp3fKq9Z"
    assert r"could not use D:\village (os error 5)" in problem.explanation
    in_use = explain(r"error: failed to remove file `\\srv\share\.venv\a.exe`: … (os error 32)")
    assert r"remove or read \\srv\share\.venv\a.exe and" in in_use.explanation


@pytest.mark.parametrize(
    ("printed", "path"),
    [
        (r"D:\\a b\\c", r"D:\a b\c"),
        (r"\\\\?\\D:\\a", r"\\?\D:\a"),
        (r"\\\\srv\\share\\a", r"\\srv\share\a"),
        (r"\\srv\share", r"\\srv\share"),
        (r"\\?\D:\a", r"\\?\D:\a"),
        (r"D:\a\\b", r"D:\a\\b"),
        (r"D:\\a\b", r"D:\\a\b"),
        ("/a/b", "/a/b"),
        ("", ""),
    ],
)
def test_only_a_path_that_is_doubled_throughout_is_halved(printed: str, path: str) -> None:
    assert unescaped(printed) == path


def test_one_folder_has_several_spellings() -> None:
    assert same_folder(r"\\\\?\\D:\\Village", r"d:\village\\")
    assert same_folder("D:/village", r"D:\village")
    assert not same_folder(r"D:\village", r"D:\village\x")
    assert not same_folder("/temp", "/home/ann/temp")
    assert not same_folder("", "")
