"""Sizes, times and sentences for a person."""

import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.model.activity import Activity, PackageRow
from core.model.commands import (
    AddPackages,
    AnyCommand,
    AnyUvCommand,
    ChooseSetting,
    CleanCache,
    EndProgram,
    InstallPython,
    Lock,
    OpenSetting,
    PrepareRequest,
    RecreateEnvironment,
    RelocatePlace,
    RemovePackages,
    StoreCredential,
    Sync,
    UpgradePackages,
)
from core.model.events import PackagePhase, Stage
from core.model.measurements import RelocationHow, RelocationReport, Verdict
from core.model.outcome import Cancelled, Change, ChangeAction, Outcome, Succeeded
from core.model.programs import RunningProgram
from core.model.setting_keys import SettingKey
from core.model.settings import Origin, OriginKind, PlaceKind
from core.model.state import Badge
from core.model.sureness import Sureness
from gui import (
    command_titles,
    figures,
    job_words,
    move_words,
    package_words,
    place_names,
    problem_words,
    program_words,
    repair_words,
)

MIB = 1024 * 1024
SYNC = Sync(project=Path("/p"))
ROW = PackageRow(name="a")


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KiB"),
        (150 * 1024, "150 KiB"),
        (int(42.7 * MIB), "42.7 MiB"),
        (3 * 1024 * MIB, "3.0 GiB"),
    ],
)
def test_sizes_are_in_uvs_units(count: int, text: str) -> None:
    assert figures.size_text(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.04, "0.0 s"), (3.14, "3.1 s"), (12.9, "12 s"), (65, "1 min 05 s"), (3600 + 12 * 60, "1 h 12 min")],
)
def test_durations(seconds: float, text: str) -> None:
    assert figures.duration_text(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(2, "a few seconds left"), (21, "about 25 s left"), (70, "about 1 min left"), (7300, "about 2 h left")],
)
def test_an_estimate_claims_no_precision(seconds: float, text: str) -> None:
    assert figures.remaining_text(seconds) == text


def test_bytes_of_bytes_as_far_as_known() -> None:
    assert figures.size_of_text(None, None) == ""
    assert figures.size_of_text(MIB, None) == "1.0 MiB"
    assert figures.size_of_text(None, MIB) == "1.0 MiB"
    assert figures.size_of_text(MIB, 2 * MIB) == "1.0 MiB of 2.0 MiB"


@pytest.mark.parametrize(
    ("how", "part"),
    [
        (RelocationHow.RENAMED, "moved by one rename: 1 file, 2.0 MiB"),
        (RelocationHow.COPIED, "copied and verified: 1 file, 2.0 MiB"),
        (RelocationHow.FRESH, "the old one stays as it is"),
    ],
)
def test_a_relocation_says_how(how: RelocationHow, part: str) -> None:
    report = RelocationReport(
        kind=PlaceKind.CACHE, origin=Path("/a"), target=Path("/b"), moved_files=1, moved_bytes=2 * MIB, how=how
    )
    assert part in move_words.relocation_sentence(report)


def activity(outcome: Outcome, command: AnyCommand | None = None) -> Activity:
    return Activity(job="j", command=command or Sync(project=Path("/p")), outcome=outcome, seconds=12.0)


def test_outcomes_in_one_sentence() -> None:
    changes = (
        Change("a", "1", ChangeAction.INSTALLED),
        Change("b", "1", ChangeAction.INSTALLED),
        Change("c", "1", ChangeAction.REMOVED),
    )
    assert job_words.outcome_sentence(activity(Succeeded(changes=changes))) == (
        "Sync finished in 12 s: 2 installed, 1 removed."
    )
    assert "nothing had to change" in job_words.outcome_sentence(activity(Succeeded(), Lock(project=Path("/p"))))
    assert "1 removed before that" in job_words.outcome_sentence(activity(Cancelled(changes=changes[2:])))
    assert job_words.outcome_sentence(activity(Cancelled(), RelocatePlace())).startswith("Relocation of the cache was")
    running = Activity(job="j", command=Sync(project=Path("/p")), started_at=1.0)
    assert job_words.outcome_sentence(running) == ""


def test_sureness_is_words_without_a_figure() -> None:
    texts = [problem_words.sureness_text(sureness) for sureness in Sureness]
    assert len(set(texts)) == len(Sureness)
    assert not any(letter.isdigit() or letter == "%" for text in texts for letter in text)
    assert "help" not in problem_words.sureness_text(Sureness.MEASURES)


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        (Activity(job="j", command=SYNC, packages=(ROW,)), ""),
        (Activity(job="j", command=SYNC, packages=(ROW,), planned=True), "0 of 1 prepared"),
        (Activity(job="j", command=SYNC, packages=(ROW,), prepared=3, prepare_total=77), "3 of 77 prepared"),
        (Activity(job="j", command=SYNC, packages=(replace(ROW, phase=PackagePhase.INSTALLED),)), "1 installed"),
    ],
)
def test_packages_are_counted_of_a_total_that_is_known(changed: Activity, text: str) -> None:
    assert package_words.package_progress_text(changed) == text


def test_an_empty_table_says_why() -> None:
    assert package_words.no_packages_text(activity(Succeeded(checked=77))) == (
        "Nothing had to change: all 77 packages are installed."
    )
    assert package_words.no_packages_text(activity(Succeeded())).startswith("Nothing had to change")
    assert "installs nothing" in package_words.no_packages_text(activity(Succeeded(), Lock(project=Path("/p"))))
    assert package_words.no_packages_text(activity(Cancelled())) == "uv had not begun with any package."
    assert package_words.no_packages_text(None) == ""


def test_a_moment_of_another_day_has_its_date() -> None:
    assert figures.moment_text(time.time()) in figures.moment_text(time.time() - 86_400)
    assert len(figures.moment_text(0.0)) > len(figures.moment_text(time.time()))


def test_origins_name_the_variable_and_the_file() -> None:
    assert place_names.origin_text(Origin(OriginKind.ENVIRONMENT, "UV_CACHE_DIR")) == "set by UV_CACHE_DIR"
    assert place_names.origin_detail(Origin(OriginKind.USER, "/etc/uv.toml")).endswith("/etc/uv.toml")


def test_every_word_of_the_core_has_one_here() -> None:
    assert len({job_words.badge_text(badge) for badge in Badge}) == len(Badge)
    assert len({job_words.stage_text(stage) for stage in Stage}) == len(Stage)
    assert len({place_names.verdict_text(verdict) for verdict in Verdict}) == len(Verdict)
    assert len({place_names.origin_text(Origin(kind, "X")) for kind in OriginKind}) == len(OriginKind)
    assert len({place_names.place_label(kind) for kind in PlaceKind}) == len(PlaceKind)
    texts = {package_words.phase_text(phase, ChangeAction.INSTALLED) for phase in PackagePhase}
    assert len(texts) == len(PackagePhase)


def test_figures_are_said_with_their_units() -> None:
    assert problem_words.figure_text("wait_ms_max", 2100.0) == "longest wait 2.1 s"
    assert problem_words.figure_text("os_error_5", 9) == "os error 5: 9 times"
    assert problem_words.figure_text("free_bytes", 3 * MIB) == "free: 3.0 MiB"
    assert problem_words.figure_text("scanner", "unknown") == "scanner: unknown"


def test_figures_per_package_are_left_to_the_sentence_that_names_them() -> None:
    for name, value in (("idle_before", True), ("bytes_nxpy 21.3.0", 588_000), ("seconds_nxpy 21.3.0", 0.6)):
        assert not problem_words.figure_text(name, value)
    assert problem_words.figure_text("seconds", 3.2) == "3.2 s"


def test_a_fresh_place_does_not_promise_the_old_one_that_goes() -> None:
    kept = RelocationReport(
        kind=PlaceKind.ENVIRONMENT,
        origin=Path("old"),
        target=Path("new"),
        moved_files=0,
        moved_bytes=0,
        how=RelocationHow.FRESH,
    )
    assert "stays as it is" in move_words.relocation_sentence(kept)
    assert "stays" not in move_words.relocation_sentence(replace(kept, old_place_goes=True))


PROGRAM = RunningProgram(name="Code.exe", process=4711)


@pytest.mark.parametrize(
    ("command", "title"),
    [
        (ChooseSetting(key=SettingKey.SYSTEM_CERTS, value="true"), "Use the system's certificates"),
        (ChooseSetting(key=SettingKey.CERTIFICATE_FILE), "Choose a certificate file…"),
        (ChooseSetting(key=SettingKey.CERTIFICATE_FILE, value="/ca.pem"), "Use this certificate file"),
        (ChooseSetting(key=SettingKey.PROXY), "Set the proxy…"),
        (ChooseSetting(key=SettingKey.PROXY, value="http://proxy:8080"), "Set the proxy"),
        (ChooseSetting(key=SettingKey.LINK_MODE, value="copy"), "Copy instead of linking"),
        (ChooseSetting(key=SettingKey.PYTHON, value="3.12"), "Use this Python"),
        (ChooseSetting(key=SettingKey.PYTHON), "Choose a Python…"),
        (ChooseSetting(key=SettingKey.HTTP_TIMEOUT, value="120"), "Give downloads more time"),
        (ChooseSetting(key=SettingKey.UV, value="wheelyard"), "Use the uv of Wheelyard"),
        (StoreCredential(index="nexus"), "Store a credential…"),
        (EndProgram(program=PROGRAM), "End Code.exe…"),
        (RecreateEnvironment(), "Make the environment anew"),
        (InstallPython(request="3.12"), "Install Python 3.12"),
        (InstallPython(), "Install a Python"),
        (CleanCache(), "Clean the cache"),
        (CleanCache(packages=("nxpy",)), "Remove nxpy from the cache"),
        (CleanCache(packages=("nxpy", "dash")), "Remove 2 packages from the cache"),
        (OpenSetting(file=Path("/p/pyproject.toml"), line=12), "Open at line 12"),
        (OpenSetting(file=Path("/p/pyproject.toml")), "Open the file"),
        (PrepareRequest(), "Write the request…"),
    ],
    ids=str,
)
def test_a_repair_is_named_as_its_button_does(command: repair_words.Repair, title: str) -> None:
    assert command_titles.command_title(command) == title
    # What runs asks for nothing any more.
    assert "…" not in command_titles.running_title(command)
    assert repair_words.repair_icon(command)


def test_what_follows_a_repair_names_the_command() -> None:
    commands: tuple[AnyUvCommand, ...] = (
        Sync(),
        Sync(patient=True),
        Lock(),
        AddPackages(packages=("a",)),
        RemovePackages(packages=("a",)),
        UpgradePackages(),
    )
    texts = [repair_words.then_text(command) for command in commands]
    assert texts[0] == "Then sync again"
    assert len(set(texts)) == len(commands)
    assert all(text.startswith("Then ") for text in texts)


def test_a_repair_ends_with_its_own_sentence() -> None:
    command = ChooseSetting(key=SettingKey.SYSTEM_CERTS, value="true")
    assert job_words.outcome_sentence(activity(Succeeded(repaired="It is set."), command)) == "It is set."
    unsaid = job_words.outcome_sentence(activity(Succeeded(), command))
    assert unsaid == "The change of the setting finished in 12 s."
    left = job_words.outcome_sentence(activity(Cancelled(), EndProgram(program=PROGRAM)))
    assert left == "Ending Code.exe was called off; nothing was changed."


def test_programs_are_named_as_in_a_sentence() -> None:
    programs = tuple(RunningProgram(name=name, process=number) for number, name in enumerate("abcde", 1))
    assert program_words.names_text(programs[:1]) == "a (process 1)"
    assert program_words.names_text(programs[:2]) == "a (process 1) and b (process 2)"
    assert program_words.names_text(programs) == "a (process 1), b (process 2), c (process 3) and 2 more"
    shown = RunningProgram(name="x", process=7, owner="person", window="t")
    assert program_words.program_detail(shown) == "“t” · process 7 · of person"
    assert program_words.program_detail(replace(shown, owner=None, window=None)) == "process 7"
