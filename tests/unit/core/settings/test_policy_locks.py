"""What policy makes of settings: values that it decides, variables for uv, choices that it does not allow."""

from pathlib import Path

import pytest

from core.model.policies import Policy, PolicyName
from core.model.setting_keys import SettingKey, SettingScope
from core.model.setting_values import IndexEntry
from core.model.settings import OriginKind, Profile
from core.places.layout import ALL_PROJECTS, project_key
from core.settings.allowed_indexes import is_allowed
from core.settings.effective_values import EffectiveValues, effective_values
from core.settings.policy_choices import why_refused
from core.settings.policy_locks import policy_locks
from core.settings.policy_variables import policy_variables
from core.settings.uv_words import UvOption, options_of

SOURCES = dict.fromkeys(PolicyName, "HKLM")
REQUIRED = (
    IndexEntry(name="corp", url="https://corp.example/simple"),
    IndexEntry(name="all", url="https://all.example/simple", default=True),
)


def project_with(tmp_path: Path, table: str) -> Profile:
    project = tmp_path / "project"
    project.mkdir(exist_ok=True)
    (project / "pyproject.toml").write_text(f'[project]\nname = "p"\nversion = "1"\n[tool.uv]\n{table}')
    return Profile(project=project)


def effective(policy: Policy, profile: Profile, environ: dict[str, str]) -> EffectiveValues:
    return effective_values(profile, {"HOME": str(profile.project.parent), **environ}, locks=policy_locks(policy))


def test_forced_values_count_and_say_who_forces_them(tmp_path: Path) -> None:
    profile = project_with(tmp_path, 'system-certs = false\nallow-insecure-host = ["evil.example"]\n')
    file = tmp_path / "roots.pem"
    policy = Policy(system_certificates=True, certificate_file=file, insecure_hosts=False, sources=SOURCES)
    values = effective(policy, profile, {"SSL_CERT_FILE": "/mine.pem"})
    for key, value in (
        (SettingKey.SYSTEM_CERTS, True),
        (SettingKey.CERTIFICATE_FILE, str(file)),
        (SettingKey.INSECURE_HOSTS, ()),
    ):
        setting = values.of(key)
        assert (setting.value, setting.locked_by) == (value, "HKLM"), key
        assert setting.origin.kind is OriginKind.POLICY
        assert len(setting.overridden) == 1, key
    assert values.of(SettingKey.OFFLINE).locked_by is None


def test_forced_system_certificates_leave_no_room_for_a_file(tmp_path: Path) -> None:
    profile = project_with(tmp_path, "")
    values = effective(Policy(system_certificates=True, sources=SOURCES), profile, {"SSL_CERT_FILE": "/mine.pem"})
    setting = values.of(SettingKey.CERTIFICATE_FILE)
    assert (setting.value, setting.locked_by) == (None, "HKLM")
    (passed_over,) = setting.held
    assert passed_over.value == "/mine.pem"
    assert passed_over.note is not None
    assert "HKLM" in passed_over.note


def test_required_indexes_are_joined_in_first_and_others_may_follow(tmp_path: Path) -> None:
    profile = project_with(tmp_path, '[[tool.uv.index]]\nname = "own"\nurl = "https://own.example/simple"\n')
    setting = effective(Policy(required_indexes=REQUIRED, sources=SOURCES), profile, {}).of(SettingKey.INDEXES)
    assert isinstance(setting.value, tuple)
    assert [each.name for each in setting.value if isinstance(each, IndexEntry)] == ["corp", "all", "own"]
    assert (setting.joined, setting.locked_by) == (True, None)


@pytest.mark.parametrize(
    ("version", "name", "other"),
    [((0, 13, 9), "UV_SYSTEM_CERTS", "UV_NATIVE_TLS"), ((0, 10, 0), "UV_NATIVE_TLS", "UV_SYSTEM_CERTS")],
)
def test_uv_is_told_by_the_variable_that_it_knows(version: tuple[int, ...], name: str, other: str) -> None:
    policy = Policy(system_certificates=False)
    told = policy_variables(policy, Profile(project=Path("/p")), {}, version)
    assert told[name] == "0"
    assert told.get(other) is None


def test_variables_of_policy_take_contradictions_away() -> None:
    profile = Profile(project=Path("/p"), chosen={SettingKey.INDEXES: "mine=https://mine.example/simple"})
    environ = {"UV_INDEX": "theirs=https://theirs.example", "UV_DEFAULT_INDEX": "https://pypi.org/simple"}
    policy = Policy(
        certificate_file=Path("/roots.pem"), required_indexes=REQUIRED, insecure_hosts=False, sources=SOURCES
    )
    told = policy_variables(policy, profile, environ, (0, 13, 9))
    assert told["UV_INDEX"] == "corp=https://corp.example/simple mine=https://mine.example/simple"
    assert told["UV_DEFAULT_INDEX"] == "all=https://all.example/simple"
    assert (told["SSL_CERT_FILE"], told["SSL_CERT_DIR"]) == (str(Path("/roots.pem")), None)
    assert told["UV_PROJECT"] is None
    assert policy_variables(Policy(), profile, environ, ()) == {}


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://nexus.example/repo", True),
        ("https://nexus.example/repo/pypi/simple/", True),
        ("https://ada:secret@nexus.example:443/repo/x", True),
        ("https://nexus.example/repository", False),
        ("https://nexus.example/repo/../other", False),
        ("https://nexus.example/repo/%2e%2e/other", False),
        ("http://nexus.example/repo", False),
        ("https://nexus.example:8443/repo", False),
        ("https://nexus.example.evil.example/repo", False),
        ("https://nexus.example@evil.example/repo", False),
        ("https://evil.example\\@nexus.example/repo", False),
        ("https://PYPI.example/any/thing", True),
        ("http://pypi.example:80/x", True),
        ("https://sub.pypi.example/x", False),
        ("https://port.example:8443/x", True),
        ("https://port.example/x", False),
        ("https://all.example/simple", True),
        ("wheels", True),
        ("../elsewhere", False),
        ("ftp://nexus.example/repo", False),
        ("", True),
    ],
)
def test_which_indexes_are_allowed(tmp_path: Path, url: str, allowed: bool) -> None:  # noqa: FBT001 - a parameter of the test
    policy = Policy(
        allowed_indexes=("https://nexus.example/repo/", "pypi.example", "port.example:8443"),
        required_indexes=REQUIRED,
    )
    assert is_allowed(policy, url, tmp_path / "project") is allowed
    assert is_allowed(Policy(), url)


def test_folders_are_allowed_by_folders(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels with blanks"
    policy = Policy(allowed_indexes=("pypi.example", str(wheels)))
    for url in (str(wheels), str(wheels / "deep"), wheels.as_uri(), (wheels / "deep").as_uri()):
        assert is_allowed(policy, url, tmp_path / "project"), url
    for url in (f"{wheels}extra", str(tmp_path), tmp_path.as_uri(), str(wheels / ".." / "other")):
        assert not is_allowed(policy, url, tmp_path / "project"), url


@pytest.mark.parametrize(
    ("key", "below", "scope", "allowed"),
    [
        (SettingKey.CACHE, "root/{project}/cache", SettingScope.PROFILE, True),
        (SettingKey.CACHE, "root/other/cache", SettingScope.PROFILE, False),
        (SettingKey.CACHE, f"root/{ALL_PROJECTS}/cache", SettingScope.USER, True),
        (SettingKey.CACHE, "root/{project}/no/cache", SettingScope.PROFILE, False),
        (SettingKey.ENVIRONMENT, "project/.venv", SettingScope.PROFILE, True),
        (SettingKey.TEMP, "project/temp", SettingScope.PROFILE, False),
        (SettingKey.TOOLS, "elsewhere", SettingScope.PROFILE, False),
    ],
)
def test_places_stay_below_the_root_and_out_of_forbidden_folders(
    tmp_path: Path,
    key: SettingKey,
    below: str,
    scope: SettingScope,
    allowed: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    project = tmp_path / "project"
    project.mkdir()
    own = project_key(project)
    policy = Policy(
        places_root=tmp_path / "root" / "{project}",
        forbidden_places=(tmp_path / "root" / own / "no",),
        sources=SOURCES,
    )
    place = tmp_path / below.replace("{project}", own)
    sentence = why_refused(policy, key, str(place), scope, project)
    assert (sentence is None) is allowed, sentence
    if sentence is not None:
        assert str(place) in sentence
        assert "HKLM" in sentence
    assert why_refused(policy, key, None, scope, project) is None


def test_words_for_uv_are_read_as_uv_reads_them() -> None:
    words = (
        "-qi",
        "https://a",
        "--index=x=https://b",
        "-fc,d",
        "-p3.12",
        "-Cx=i",
        "--cache-dir",
        "/c",
        "--frozen",
        "--",
    )
    assert list(options_of((*words, "--index", "https://behind"))) == [
        UvOption("--index-url", "https://a", "-i"),
        UvOption("--index", "x=https://b", "--index"),
        UvOption("--find-links", "c,d", "-f"),
        UvOption("--cache-dir", "/c", "--cache-dir"),
        UvOption("--frozen", "", "--frozen"),
    ]
