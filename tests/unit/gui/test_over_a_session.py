"""What was wrong outside of the window goes away in it once it is mended; over the real Session and the real uv."""

from pathlib import Path

from core.model.measurements import RelocationHow
from core.model.settings import PlaceKind, Profile
from core.places.journal import Choice, Entry, Journal, Step
from core.store.home import Home
from core.store.profiles import ProfileStore
from tests.unit.gui.own_process import play

GOOD = '[project]\nname = "mended"\nversion = "1"\nrequires-python = ">=3.10"\n[tool.uv]\npackage = false\n'

TROUBLE_THEN_REFRESH = """
    def tell():
        file = Path(sys.argv[1]) / "pyproject.toml"
        yield lambda: window().page.trouble.isVisible()
        print(find(QLabel, "factUv").text()[:2], find(QLabel, "factCertificates").text() != "")
        print(find(QWidget, "placesGrid").isVisible(), find(QLabel, "idleHint").isVisible())
        file.write_text(os.environ["GOOD"])
        window().actions_.refresh.trigger()
        yield lambda: not window().page.trouble.isVisible()
        print(find(QLabel, "projectName").text(), find(QLabel, "factPython").text()[:2], window().windowTitle()[:6])
"""


def test_a_broken_file_that_is_mended_is_no_longer_trouble(tmp_path: Path) -> None:
    home, project = tmp_path / "home", tmp_path / "folder"
    project.mkdir()
    (project / "pyproject.toml").write_text("[project\n")
    home.mkdir()
    (home / "projects.json").write_text(f'{{"version": 1, "folders": ["{project.as_posix()}"]}}')
    said = play(home, TROUBLE_THEN_REFRESH, project, {"GOOD": GOOD})
    assert said.splitlines() == ["0. True", "False False", "mended 3. mended"]


def test_a_damaged_profile_hides_nothing_that_is_known(tmp_path: Path) -> None:
    home, project = tmp_path / "home", tmp_path / "folder"
    project.mkdir()
    (project / "pyproject.toml").write_text(GOOD)
    home.mkdir()
    (home / "projects.json").write_text(f'{{"version": 1, "folders": ["{project.as_posix()}"]}}')
    story = """
        def tell():
            yield lambda: window().page.entry is not None and window().page.entry.details is not None
            print(window().page.entry.details.trouble)
            profiles = Path(os.environ["WHEELYARD_HOME"]) / "profiles"
            for file in profiles.iterdir():
                file.write_text("{")
            window().actions_.refresh.trigger()
            # A description that began before the damage may end first; the one that was asked for comes after it.
            yield lambda: window().page.trouble.isVisible()
            print(window().page.trouble.isVisible(), find(QLabel, "factUv").text()[:2])
    """
    ProfileStore(Home(home)).save(Profile(project=project, cache=tmp_path / "cache"))
    assert play(home, story, project).splitlines() == ["None", "True 0."]


def test_a_damaged_list_is_set_aside_by_its_button(tmp_path: Path) -> None:
    home, project = tmp_path / "home", tmp_path / "folder"
    project.mkdir()
    (project / "pyproject.toml").write_text(GOOD)
    home.mkdir()
    (home / "projects.json").write_text("{")
    story = """
        def tell():
            yield lambda: find(QWidget, "damagedListBar").isVisible()
            print("projects.json is damaged" in window().notices.damaged.text)
            print(find(QLabel, "emptyTitle").text(), find(QWidget, "emptyAddButton").isVisible())
            print(window().focusWidget().objectName())
            window().add(Path(os.environ["PROJECT"]))
            yield lambda: not window().bridge.state.projects
            find(QAbstractButton, "damagedListBarAction").click()
            yield lambda: not find(QWidget, "damagedListBar").isVisible()
            print(window().notices.message.text.splitlines()[-1])
            print(find(QLabel, "emptyTitle").text(), window().focusWidget().objectName())
            window().add(Path(os.environ["PROJECT"]))
            yield lambda: window().selected is not None
            print(find(QLabel, "projectName").text())
    """
    said = play(home, story, variables={"PROJECT": str(project)}).splitlines()
    (kept,) = [file for file in home.iterdir() if "damaged" in file.name]
    assert said == [
        "True",
        "Your list of projects cannot be read False",
        "damagedListBarAction",
        str(kept),
        "Add your first project emptyAddButton",
        "mended",
    ]
    assert kept.read_text() == "{"
    assert str(project) in (home / "projects.json").read_text()


def test_a_move_that_was_interrupted_is_settled_at_the_start_and_said(tmp_path: Path) -> None:
    home, project, cache = tmp_path / "home", tmp_path / "folder", tmp_path / "cache"
    project.mkdir()
    (project / "pyproject.toml").write_text(GOOD)
    (cache / "archive-v0").mkdir(parents=True)
    (cache / "archive-v0" / "file").write_text("kept")
    home.mkdir()
    (home / "projects.json").write_text(f'{{"version": 1, "folders": ["{project.as_posix()}"]}}')
    ProfileStore(Home(home)).save(Profile(project=project, cache=cache))
    target = tmp_path / "new"
    entry = Entry(
        name="20260101-000000-1",
        project=project,
        kind=PlaceKind.CACHE,
        origin=cache,
        target=target,
        how=RelocationHow.COPIED,
        before=Choice(folder=cache),
        after=Choice(folder=target),
        step=Step.MOVING,
    )
    Journal(Home(home).journal).write(entry)
    story = """
        def tell():
            yield lambda: find(QWidget, "settledBar").isVisible()
            print(window().notices.settled.text.splitlines()[1])
            yield lambda: window().page.entry is not None and window().page.entry.details is not None
            print(find(QLabel, "place-cache").text())
            find(QAbstractButton, "settledBarClose").click()
            print(find(QWidget, "notices").isVisible())
    """
    said = play(home, story, project).splitlines()
    assert said == [
        (
            f"The move of the cache of folder to {target}, which was interrupted, was taken back: "
            f"it is in {cache} as before."
        ),
        str(cache),
        "False",
    ]
    assert (cache / "archive-v0" / "file").read_text() == "kept"
    (settled,) = Journal(Home(home).journal).entries()
    assert settled.step is Step.ABANDONED
