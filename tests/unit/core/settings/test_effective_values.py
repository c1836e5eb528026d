"""What holds for every setting: who wins, what is joined, what does not count and why."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st
from msgspec import Struct

from core.model.setting_keys import SettingKey
from core.model.setting_values import EffectiveSetting, Held, IndexEntry
from core.model.settings import LinkMode, Origin, OriginKind, Profile
from core.settings.declared.all import DECLARATIONS
from core.settings.effective_values import EffectiveValues, effective_values
from core.system.uv_folders import default_uv_cache, user_uv_config, uv_data_folder

NEW, OLD = (0, 13, 9), (0, 2, 10)
LOCK = Origin(OriginKind.POLICY, "policy.toml")
A = '[[index]]\nname = "a"\nurl = "https://a/"\n'


class Bench(Struct, frozen=True):
    """A project and a person with nothing said anywhere."""

    project: Path
    environ: dict[str, str]

    @property
    def own(self) -> Path:
        """The person's file."""
        return user_uv_config(self.environ)

    def write(self, file: Path, text: str) -> None:
        """Write a file and its folders."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def tool(self, text: str) -> None:
        """Write the project's ``[tool.uv]``, from line 2 on."""
        self.write(self.project / "pyproject.toml", f"[tool.uv]\n{text}\n")

    def read(self, version: tuple[int, ...] = NEW, **chosen: str) -> EffectiveValues:
        """Return what holds beside what the profile chose."""
        profile = Profile(
            project=self.project, chosen={SettingKey(name.replace("_", "-")): text for name, text in chosen.items()}
        )
        return effective_values(profile, self.environ, version=version)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    person = tmp_path / "person"
    environ = {"HOME": str(person), "USERPROFILE": str(person), "XDG_CONFIG_DIRS": str(tmp_path / "etc")}
    folders = {"APPDATA": "roaming", "LOCALAPPDATA": "local", "PROGRAMDATA": "data"}
    made = Bench(tmp_path / "a project", {**environ, **{name: str(tmp_path / each) for name, each in folders.items()}})
    made.tool("")
    return made


def said_by(setting: EffectiveSetting) -> list[tuple[object, OriginKind]]:
    return [(each.value, each.origin.kind) for each in setting.held if each.note is None]


def test_where_nothing_is_said_the_defaults_hold(bench: Bench) -> None:
    values = bench.read()
    assert [each.key for each in values.settings] == [each.key for each in DECLARATIONS]
    assert all(each.origin == Origin(OriginKind.DEFAULT) and each.held == () for each in values.settings)
    assert values.troubles == ()
    assert {each.key: values.of(each.key).value for each in DECLARATIONS if each.standard is not None} == {
        each.key: each.standard for each in DECLARATIONS if each.standard is not None
    }
    for key, value in (
        (SettingKey.CACHE, default_uv_cache(bench.environ)),
        (SettingKey.ENVIRONMENT, bench.project / ".venv"),
        (SettingKey.PYTHONS, uv_data_folder(bench.environ) / "python"),
        (SettingKey.TOOLS, uv_data_folder(bench.environ) / "tools"),
    ):
        assert values.of(key).value == str(value)


def test_the_strongest_source_wins_and_the_others_are_shown(bench: Bench) -> None:
    bench.write(bench.own, '# mine\nlink-mode = "hardlink"\n')
    bench.tool('offline = true\nlink-mode = "copy"')
    bench.environ["UV_LINK_MODE"] = "symlink"
    profile = Profile(project=bench.project, link_mode=LinkMode.CLONE)
    link_mode = effective_values(profile, bench.environ, version=NEW).of(SettingKey.LINK_MODE)
    pyproject = str(bench.project / "pyproject.toml")
    assert link_mode.held == (
        Held("clone", Origin(OriginKind.PROFILE)),
        Held("symlink", Origin(OriginKind.ENVIRONMENT, "UV_LINK_MODE")),
        Held("copy", Origin(OriginKind.PROJECT, pyproject, 3)),
        Held("hardlink", Origin(OriginKind.USER, str(bench.own), 2)),
    )
    assert (link_mode.value, link_mode.origin) == ("clone", Origin(OriginKind.PROFILE))
    assert link_mode.overridden == link_mode.held[1:]


def test_without_a_project_the_persons_file_holds(bench: Bench) -> None:
    bench.write(bench.own, 'link-mode = "hardlink"\ncache-dir = "c"\n')
    values = effective_values(None, bench.environ, version=NEW, base=bench.project)
    assert values.of(SettingKey.LINK_MODE).value == "hardlink"
    assert values.of(SettingKey.CACHE).value == str(bench.project / "c")
    assert values.of(SettingKey.ENVIRONMENT).value is None


def test_lists_are_joined_and_indexes_of_one_name_asked_once(bench: Bench) -> None:
    bench.write(bench.own, A + '[[index]]\nurl = "https://b/"\n')
    bench.write(bench.project / "uv.toml", A.replace("https://a/", "https://other/") + "")
    indexes = bench.read(indexes="https://mine/").of(SettingKey.INDEXES)
    assert indexes.joined
    assert indexes.origin.kind is OriginKind.PROFILE
    assert indexes.value == tuple(
        IndexEntry(url=url, name=name)
        for url, name in (("https://mine/", None), ("https://other/", "a"), ("https://b/", None))
    )
    assert [each.origin.kind for each in indexes.held] == [OriginKind.PROFILE, OriginKind.PROJECT, OriginKind.USER]


def test_a_choice_takes_the_variables_place_and_not_the_files(bench: Bench) -> None:
    bench.environ["UV_FIND_LINKS"] = "v"
    bench.tool('find-links = ["f"]')
    links = bench.read(find_links="p").of(SettingKey.FIND_LINKS)
    assert links.value == ("p", "f")
    (replaced,) = links.overridden
    assert (replaced.value, replaced.note is None) == (("v",), False)


def test_what_the_profile_takes_away_is_no_trouble(bench: Bench) -> None:
    bench.environ["UV_HTTP_TIMEOUT"] = "soon"
    assert [each.source for each in bench.read().troubles] == ["UV_HTTP_TIMEOUT"]
    assert bench.read(http_timeout="9").troubles == ()


def test_a_table_with_one_wrong_thing_does_not_count_and_says_so(bench: Bench) -> None:
    bench.tool('link-mode = "copy"\nno-such-key = 1\ndefault-groups = ["docs"]')
    values = bench.read()
    link_mode = values.of(SettingKey.LINK_MODE)
    assert (link_mode.value, link_mode.origin.kind) == (None, OriginKind.DEFAULT)
    assert [(each.value, each.note is None) for each in link_mode.held] == [("copy", False)]
    # What belongs to the project itself uv takes all the same.
    assert values.of(SettingKey.DEFAULT_GROUPS).value == ("docs",)
    assert [(each.line, each.stops_uv) for each in values.troubles] == [(3, False)]


def test_a_uv_toml_hides_the_table_beside_it(bench: Bench) -> None:
    bench.tool('link-mode = "copy"\nconstraint-dependencies = ["numpy<2"]')
    bench.write(bench.project / "uv.toml", 'constraint-dependencies = ["scipy"]\n')
    values = bench.read()
    assert values.of(SettingKey.LINK_MODE).origin.kind is OriginKind.DEFAULT
    assert "hides it" in str(values.of(SettingKey.LINK_MODE).held[0].note)
    constraints = values.of(SettingKey.CONSTRAINTS)
    assert constraints.value == ("numpy<2",)
    assert [(each.value, each.note is None) for each in constraints.held] == [(("numpy<2",), True), (("scipy",), False)]


def test_a_proxy_in_a_file_switches_variables_and_choice_off(bench: Bench) -> None:
    bench.environ.update({"HTTPS_PROXY": "v:1", "NO_PROXY": "a"})
    assert said_by(bench.read(proxy="http://p:1").of(SettingKey.PROXY)) == [
        ("http://p:1", OriginKind.PROFILE),
        ("v:1", OriginKind.ENVIRONMENT),
    ]
    bench.tool('https-proxy = "f:1"\nno-proxy = ["b"]')
    values = bench.read(proxy="http://p:1")
    assert said_by(values.of(SettingKey.PROXY)) == [("f:1", OriginKind.PROJECT)]
    assert said_by(values.of(SettingKey.NO_PROXY)) == [(("b",), OriginKind.PROJECT)]
    bench.tool('no-proxy = ["b"]')
    assert said_by(bench.read().of(SettingKey.NO_PROXY)) == [(("a",), OriginKind.ENVIRONMENT)]


def test_the_pin_of_python_comes_between_variables_and_nothing(bench: Bench) -> None:
    bench.write(bench.project / ".python-version", "3.12\n")
    assert bench.read().of(SettingKey.PYTHON).value == "3.12"
    bench.environ["UV_PYTHON"] = "3.11"
    assert said_by(bench.read(python="3.13").of(SettingKey.PYTHON)) == [
        ("3.13", OriginKind.PROFILE),
        ("3.11", OriginKind.ENVIRONMENT),
        ("3.12", OriginKind.PROJECT),
    ]


@pytest.mark.parametrize(
    ("lock", "value", "locked", "held"),
    [
        (Held("copy", LOCK), "copy", "policy.toml", [("copy", True), ("symlink", True), ("hardlink", True)]),
        (Held("copy", LOCK, "it is off"), None, "policy.toml", [("symlink", False), ("hardlink", False)]),
    ],
    ids=["a value", "only what nobody said"],
)
def test_a_policy_beats_everything(
    bench: Bench, lock: Held, value: object, locked: str, held: list[tuple[object, bool]]
) -> None:
    bench.tool('link-mode = "hardlink"')
    profile = Profile(project=bench.project, link_mode=LinkMode.SYMLINK)
    values = effective_values(profile, bench.environ, version=NEW, locks={SettingKey.LINK_MODE: lock})
    link_mode = values.of(SettingKey.LINK_MODE)
    assert (link_mode.value, link_mode.locked_by) == (value, locked)
    assert [(each.value, each.note is None) for each in link_mode.held] == held
    assert values.of(SettingKey.OFFLINE).locked_by is None


def test_a_list_of_the_policy_is_joined_and_an_empty_one_ends_it(bench: Bench) -> None:
    bench.tool('find-links = ["f"]')

    def links(value: tuple[str, ...]) -> EffectiveSetting:
        locks = {SettingKey.FIND_LINKS: Held(value, LOCK)}
        profile = Profile(project=bench.project)
        return effective_values(profile, bench.environ, version=NEW, locks=locks).of(SettingKey.FIND_LINKS)

    assert (links(("p",)).value, links(("p",)).locked_by) == (("p", "f"), None)
    assert (links(()).value, links(()).locked_by) == ((), "policy.toml")


def test_a_uv_that_does_not_know_a_setting_is_said_and_takes_nothing_from_it(bench: Bench) -> None:
    bench.environ["UV_LOCK_TIMEOUT"] = "9"
    assert bench.read().of(SettingKey.LOCK_TIMEOUT).unknown is None
    old = bench.read(OLD).of(SettingKey.LOCK_TIMEOUT)
    assert (old.value, old.unknown) == (300, "uv knows it from version 0.9.4 on.")
    assert bench.read(()).of(SettingKey.LOCK_TIMEOUT).value == 9


def test_an_empty_cache_ends_uv_only_where_nothing_stronger_names_one(bench: Bench) -> None:
    bench.tool('cache-dir = ""')
    (trouble,) = bench.read().troubles
    assert (trouble.line, trouble.stops_uv) == (2, True)
    bench.environ["UV_CACHE_DIR"] = "c"
    assert bench.read().troubles == ()


@of_hypothesis(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    text=st.lists(
        st.sampled_from(["[tool.uv]", "[tool]", "uv = 1", "offline = 1", A, "[project]", "\udcff", "x"]), max_size=4
    )
)
def test_whatever_the_files_hold_every_setting_has_an_answer(bench: Bench, text: list[str]) -> None:
    data = "\n".join(text).encode(errors="surrogateescape")
    for file in (bench.project / "pyproject.toml", bench.project / "uv.toml", bench.own):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    values = bench.read()
    assert len(values.settings) == len(DECLARATIONS)
    assert all(each.sentence.endswith(".") for each in values.troubles)
