"""Which folders are yards, and which projects name files in them."""

from pathlib import Path

from core.model.wheels import YardOrigin
from core.procedures.wheels.yards_of_project import YardFolder, named_by, users_of, yard_folders_of
from core.wheels.local_sources import LocalSource, ProjectSources

PROJECT = Path("/p")


def local(path: str) -> LocalSource:
    return LocalSource(
        package="nx", written_name="nx", file=PROJECT / "pyproject.toml", path=path, place=PROJECT / path
    )


SOURCES = ProjectSources(
    project=PROJECT,
    root=PROJECT,
    sources=(local("yard/nx-1.whl"), local("yard/ny-1.whl")),
    find_links=(PROJECT / "yard", Path("/share")),
    flat_indexes=(Path("/flat"),),
)


def test_each_folder_comes_once_with_all_that_makes_it_a_yard() -> None:
    assert yard_folders_of(SOURCES, (Path("/share/../share"), Path("/own")), ()) == (
        YardFolder(folder=PROJECT / "yard", origins=(YardOrigin.SOURCES, YardOrigin.FIND_LINKS)),
        YardFolder(folder=Path("/share"), origins=(YardOrigin.FIND_LINKS, YardOrigin.CHOSEN)),
        YardFolder(folder=Path("/flat"), origins=(YardOrigin.FLAT_INDEX,)),
        YardFolder(folder=Path("/own"), origins=(YardOrigin.CHOSEN,)),
    )


def test_named_folders_are_the_only_ones() -> None:
    found = yard_folders_of(SOURCES, (Path("/own"),), (Path("/named"), Path("/share/")))
    assert [(each.folder, each.origins) for each in found] == [
        (Path("/named"), (YardOrigin.NAMED,)),
        (Path("/share"), (YardOrigin.NAMED, YardOrigin.FIND_LINKS)),
    ]


def test_without_a_project_there_are_those_that_are_kept() -> None:
    assert [each.folder for each in yard_folders_of(None, (Path("/own"),), ())] == [Path("/own")]


def test_projects_by_the_files_that_they_name(tmp_path: Path) -> None:
    one, two, broken = (tmp_path / name for name in ("one", "two", "broken"))
    for folder in (one, two, broken):
        folder.mkdir()
    (one / "pyproject.toml").write_text(
        "[tool.uv]\nfind-links = ['../links', 'https://example.invalid/x', 3]\n"
        "[[tool.uv.index]]\nurl = '../flat'\nformat = 'flat'\n[[tool.uv.index]]\nurl = '../simple'\n"
        "[tool.uv.sources]\nnx = [{ path = '../yard/nx-1.0-py3-none-any.whl' }, 3]\nlib = { path = '../lib' }\n",
        encoding="utf-8",
    )
    (two / "pyproject.toml").write_text(
        "[tool.uv.sources]\nnx = { path = '../yard/nx-1.0-py3-none-any.whl' }\nny = { index = 'x' }\n",
        encoding="utf-8",
    )
    (broken / "pyproject.toml").write_text("[tool.uv.sources\n", encoding="utf-8")
    users = users_of((folder, named_by(folder)) for folder in (one, two, broken, tmp_path / "gone"))
    assert users.of_file(tmp_path / "yard" / "nx-1.0-py3-none-any.whl") == (one, two)
    assert users.of_file(tmp_path / "yard" / "other-1.0-py3-none-any.whl") == ()
    assert users.of_folder(tmp_path / "yard") == (one, two)
    assert users.of_folder(tmp_path / "links") == (one,)
    assert users.of_folder(tmp_path / "flat") == (one,)
    assert users.of_folder(tmp_path / "simple") == ()
    assert users.of_folder(tmp_path / "lib") == ()
