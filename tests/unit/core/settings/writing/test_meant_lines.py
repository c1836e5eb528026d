"""Lines that a change of the indexes, or of what belongs to the project, must leave alone."""

from pathlib import Path

import pytest

from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import SettingChange
from core.settings.writing.plan import PlannedFile, plan_files

HEAD = '[project]\nname = "a"\nversion = "1"\n'
OLD_KEYS = (
    f'{HEAD}\n[tool.uv]\nindex-url = "https://main.example/simple"   # mirror\n'
    'extra-index-url = [\n    "https://one.example/simple", # own\n    "https://two.example/simple",\n]\n'
)
OLD_VALUES = "https://one.example/simple\nhttps://two.example/simple\nhttps://main.example/simple default"
SPARE = '\n[[tool.uv.index]]\nname = "spare"\nurl = "https://spare.example/simple"\n'


def planned(project: Path, key: SettingKey, value: str | None) -> tuple[PlannedFile, ...]:
    change = SettingChange(key=key, scope=SettingScope.PROJECT, value=value)
    return plan_files((change,), project, {}, (0, 13, 9))


def written(project: Path, text: str, value: str | None) -> str:
    (project / "pyproject.toml").write_bytes(text.encode())
    (file,) = planned(project, SettingKey.INDEXES, value)
    return file.text


@pytest.mark.parametrize("apart", ["\n", "\n\n", "\n\n\n", "\r\n\r\n"])
def test_an_index_that_comes_and_goes_leaves_the_blank_lines_between_tables(tmp_path: Path, apart: str) -> None:
    head = HEAD.replace("\n", "\r\n") if "\r" in apart else HEAD
    line = "\r\n" if "\r" in apart else "\n"
    text = f"{head}{line}[tool.uv.workspace]{line}members = []{line}{apart}[tool.x]{line}y = 1{line}"
    put = written(tmp_path, text, "spare=https://spare.example/simple")
    assert "spare.example" in put
    assert written(tmp_path, put, None) == text


def test_blank_lines_before_a_table_that_goes_stay_where_there_are_more_of_them(tmp_path: Path) -> None:
    text = f"{HEAD}\n[tool.uv]\noffline = true\n\n{SPARE}\n[tool.x]\ny = 1\n"
    assert written(tmp_path, text, None) == f"{HEAD}\n[tool.uv]\noffline = true\n\n\n[tool.x]\ny = 1\n"


def test_an_explicit_index_leaves_the_older_keys_alone(tmp_path: Path) -> None:
    value = f"{OLD_VALUES}\nspare=https://spare.example/simple explicit"
    assert written(tmp_path, OLD_KEYS, value) == f"{OLD_KEYS}{SPARE}explicit = true\n"


def test_an_index_that_is_asked_after_the_older_ones_takes_them_along(tmp_path: Path) -> None:
    put = written(tmp_path, OLD_KEYS, f"{OLD_VALUES}\nspare=https://spare.example/simple")
    assert "index-url" not in put
    places = [put.index(f"https://{name}.example") for name in ("one", "two", "main", "spare")]
    assert places == sorted(places)


@pytest.mark.parametrize("key", [SettingKey.CONSTRAINTS, SettingKey.OVERRIDES])
def test_what_uv_takes_from_the_project_alone_is_not_written_to_a_uv_toml(tmp_path: Path, key: SettingKey) -> None:
    (tmp_path / "pyproject.toml").write_bytes(HEAD.encode())
    (tmp_path / "uv.toml").write_bytes(b'link-mode = "copy"\n')
    (file,) = planned(tmp_path, key, "urllib3<3")
    assert file.text == f'{HEAD}\n[tool.uv]\n{key.value} = ["urllib3<3"]\n'
    assert file.file == tmp_path / "pyproject.toml"


def test_an_emptied_uv_toml_is_not_said_to_hide_constraints(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(
        f'{HEAD}\n[tool.uv]\nconstraint-dependencies = ["a<2"]\noffline = true\n'.encode()
    )
    (tmp_path / "uv.toml").write_bytes(b'link-mode = "copy"\n')
    (file,) = planned(tmp_path, SettingKey.LINK_MODE, None)
    assert file.note is not None
    assert "passing over offline in" in file.note
