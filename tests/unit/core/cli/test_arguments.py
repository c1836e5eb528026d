"""The grammar of the command line, and the commands it makes."""

import sys
from pathlib import Path

import pytest

from core.cli.arguments import parse
from core.cli.commands import absolute, command_of
from core.model.commands import (
    AddPackages,
    AnyCommand,
    ChoosePlacesRoot,
    ChooseSetting,
    DescribePlacesRoot,
    FindCandidates,
    ForgetCredential,
    Lock,
    PrepareRequest,
    ProbePlaces,
    ReadHistory,
    RelocatePlace,
    RemovePackages,
    StoreCredential,
    Sync,
    UndoRelocation,
    UpgradePackages,
)
from core.model.setting_keys import SettingKey
from core.model.settings import PlaceKind, Scope

HERE = Path().absolute()


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("sync", Sync(project=HERE)),
        ("sync --project sub -- --frozen -v", Sync(project=HERE / "sub", uv_args=("--frozen", "-v"))),
        ("sync --patient -- -v", Sync(project=HERE, patient=True, uv_args=("-v",))),
        ("lock --json", Lock(project=HERE)),
        (
            "settings set system-certs true --scope profile",
            ChooseSetting(project=HERE, key=SettingKey.SYSTEM_CERTS, value="true"),
        ),
        ("settings unset proxy --project sub", ChooseSetting(project=HERE / "sub", key=SettingKey.PROXY)),
        ("credentials set corp --user ada", StoreCredential(project=HERE, index="corp", user="ada")),
        ("credentials remove corp", ForgetCredential(project=HERE, index="corp")),
        ("history --days 0007", ReadHistory(project=HERE, days=7)),
        ("request", PrepareRequest(project=HERE)),
        ("request --about https://x.example/simple", PrepareRequest(project=HERE, url="https://x.example/simple")),
        ("request --out sub/page.md", PrepareRequest(project=HERE, out=HERE / "sub" / "page.md")),
        ("history --days 7", ReadHistory(project=HERE, days=7)),
        ("lock --patient", Lock(project=HERE, patient=True)),
        ("add a --patient", AddPackages(project=HERE, packages=("a",), patient=True)),
        ("remove --patient a", RemovePackages(project=HERE, packages=("a",), patient=True)),
        ("upgrade --patient", UpgradePackages(project=HERE, patient=True)),
        ("add a b>=1 -- --dev", AddPackages(project=HERE, packages=("a", "b>=1"), uv_args=("--dev",))),
        ("remove a", RemovePackages(project=HERE, packages=("a",))),
        ("upgrade", UpgradePackages(project=HERE)),
        ("upgrade a", UpgradePackages(project=HERE, packages=("a",))),
        ("probe x --rounds 3", ProbePlaces(folders=(HERE / "x",), rounds=3)),
        ("probe x y --wheel w.whl", ProbePlaces(folders=(HERE / "x", HERE / "y"), wheel=HERE / "w.whl")),
        ("candidates --consider a --consider b", FindCandidates(project=HERE, consider=(HERE / "a", HERE / "b"))),
        ("root", DescribePlacesRoot(project=HERE)),
        ("root x --json", ChoosePlacesRoot(project=HERE, root=HERE / "x")),
        ("root --none", ChoosePlacesRoot(project=HERE)),
        ("relocate --auto", RelocatePlace(project=HERE)),
        ("relocate cache --auto --consider a", RelocatePlace(project=HERE, consider=(HERE / "a",))),
        ("relocate temp --to t", RelocatePlace(project=HERE, kind=PlaceKind.TEMP, to=HERE / "t")),
        ("relocate --auto --scope user", RelocatePlace(project=HERE, scope=Scope.USER)),
        ("relocate --undo", UndoRelocation(project=HERE)),
    ],
)
def test_what_is_typed_becomes_a_command(line: str, command: AnyCommand) -> None:
    assert command_of(parse(line.split())) == command


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("", "COMMAND"),
        ("dance", "dance"),
        ("add", "PKG"),
        ("probe", "DIR"),
        ("probe x --rounds 0", "1 to 1000"),
        ("probe x --rounds many", "rounds"),
        ("probe x --rounds 00000001001", "1 to 1000"),
        ("history --days 00030000000000000", "1 to 400"),
        pytest.param("history --days " + "9" * 5000, "1 to 400", id="very many days"),
        ("history --days -1", "days"),
        ("credentials remove", "INDEX"),
        ("relocate", "--auto"),
        ("relocate --auto --to x", "--to DIR"),
        ("relocate --to x --consider y", "--auto"),
        ("relocate temp --auto --scope user", "--scope user"),
        ("probe x -- --frozen", "passes no arguments to uv"),
        ("root x --none", "--none"),
    ],
)
def test_wrong_usage_ends_with_status_2_and_a_sentence(
    line: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        parse(line.split())
    assert end.value.code == 2
    captured = capsys.readouterr()
    assert word in captured.err
    assert captured.out == ""


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parse(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("wheelyard ")


def test_one_project_has_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    monkeypatch.chdir(tmp_path / "b")
    assert absolute(Path("../a")) == absolute(tmp_path / "a") == tmp_path / "a"


def test_a_tilde_that_no_shell_expanded_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    command = command_of(parse(["relocate", "--to=~/caches"]))
    assert isinstance(command, RelocatePlace)
    assert command.to == tmp_path / "caches"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there, and dots are taken away by name")
def test_dots_behind_a_link_end_where_the_system_says(tmp_path: Path) -> None:
    (tmp_path / "real" / "inner").mkdir(parents=True)
    (tmp_path / "real" / "a").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "inner")
    assert absolute(tmp_path / "link" / ".." / "a") == (tmp_path / "real" / "a").resolve()
