"""The indexes of a project, from its files and the person's variables."""

from pathlib import Path

from core.settings.indexes import indexes_of

FILE = """
[project]
name = "tiny"
version = "1"
[tool.uv]
extra-index-url = ["https://extra.example/simple"]
[[tool.uv.index]]
name = "corp"
url = "https://corp.example/simple"
[[tool.uv.index]]
url = "https://unnamed.example/simple"
"""


def test_names_and_urls_come_with_the_strongest_source_first(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(FILE, encoding="utf-8")
    environ = {"HOME": str(tmp_path), "UV_INDEX": "corp=https://other.example/simple https://plain.example/a?b=c"}
    assert indexes_of(tmp_path, environ) == (
        ("corp", "https://other.example/simple"),
        ("https://plain.example/a?b=c", "https://plain.example/a?b=c"),
        ("https://unnamed.example/simple", "https://unnamed.example/simple"),
        ("https://extra.example/simple", "https://extra.example/simple"),
    )


def test_files_that_are_broken_name_none(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.uv]\nindex = 3\nindex-url = 4\n", encoding="utf-8")
    assert indexes_of(tmp_path, {"HOME": str(tmp_path)}) == ()
    (tmp_path / "pyproject.toml").write_text("[[", encoding="utf-8")
    assert indexes_of(tmp_path, {"HOME": str(tmp_path)}) == ()
