"""A trial has folders of its own, and only its own older ones go."""

from pathlib import Path

from core.demo.trial import new_trial, trial_of


def test_a_new_trial_replaces_older_ones_and_nothing_else(tmp_path: Path) -> None:
    project = tmp_path / "demo"
    project.mkdir()
    other = tmp_path / "demo-trial-thesis"
    other.mkdir()
    first = new_trial(project, 1)
    (first.folder / "cache").mkdir()
    second = new_trial(project, 2)
    assert not first.folder.exists()
    assert second.unscanned.is_dir()
    assert other.is_dir()
    assert trial_of(second.variables()) == second
    assert trial_of({"WHEELYARD_HOME": str(other / "home")}) is None
    assert trial_of({}) is None


def test_everything_of_a_trial_is_inside_it(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    trial = new_trial(tmp_path / "demo", 1)
    assert all(Path(value).is_relative_to(trial.folder) for value in trial.variables().values())
