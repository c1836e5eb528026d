"""Policy in force: what it decides reaches the real uv, what it does not allow is refused before uv runs."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.model.commands import (
    ChooseSetting,
    DescribePlacesRoot,
    EndProgram,
    Lock,
    PrepareRequest,
    RelocatePlace,
    StoreCredential,
    Sync,
)
from core.model.events import ProgramStarted
from core.model.outcome import Cancelled, Failed, Succeeded
from core.model.places_root import Decider
from core.model.policies import Policy, PolicyName
from core.model.problem import Category, Problem, Remedy
from core.model.programs import RunningProgram
from core.model.questions import Choice, Credential, PreflightQuestion, Question
from core.model.secrets import Secret
from core.model.setting_keys import SettingKey
from core.model.settings import PlaceKind
from core.places.layout import project_key
from core.procedures.policy_check import without_refused
from tests.integration.repairs.environments import running, synced_then_shrunk
from tests.integration.repairs.workbench import Workbench
from tests.network.certificates import Authority
from tests.network.tls_index import PACKAGE, package_index

Decide = Callable[..., Path]


@pytest.fixture
def decide(workbench: Workbench) -> Decide:
    """Write the policy of this computer."""
    file = workbench.root / "xdg" / "wheelyard" / "policy.toml"
    file.parent.mkdir(parents=True)
    workbench.environ["XDG_CONFIG_DIRS"] = str(workbench.root / "xdg")

    def write(**values: Any) -> Path:
        file.write_text("".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items()))
        return file

    return write


def refused(workbench: Workbench, command: Any) -> str:
    """Run what policy refuses; return what is said. uv must not have run but to say its version."""
    workbench.events.clear()
    outcome = workbench.do(command)
    assert isinstance(outcome, Failed), outcome
    assert outcome.by_policy, outcome
    assert outcome.problem.category is Category.BLOCKED_BY_POLICY
    assert not [event for event in workbench.events if isinstance(event, ProgramStarted)]
    return f"{outcome.problem.title} {outcome.problem.explanation}"


def test_a_forced_certificate_file_counts_whatever_the_others_say(
    workbench: Workbench, authority: Authority, decide: Decide
) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(workbench.root / "gone.pem")
    with package_index(workbench.root / "wheels", authority) as index:
        own = f'system-certs = true\n[[tool.uv.index]]\nname = "corp"\nurl = "{index.url}"\ndefault = true\n'
        workbench.write((PACKAGE,), own)
        assert workbench.fails(Sync(project=workbench.project)).category is Category.TLS_UNTRUSTED_ISSUER
        decide(certificate_file=str(authority.root_file))
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)


def test_the_forced_certificates_of_the_computer_put_a_certificate_file_aside(
    workbench: Workbench, authority: Authority, decide: Decide
) -> None:
    workbench.environ["SSL_CERT_FILE"] = str(authority.root_file)
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((PACKAGE,), f'[[tool.uv.index]]\nname = "corp"\nurl = "{index.url}"\ndefault = true\n')
        decide(system_certificates=True)
        problem = workbench.fails(Sync(project=workbench.project))
    assert problem.category is Category.TLS_UNTRUSTED_ISSUER
    started = [event.variables for event in workbench.events if isinstance(event, ProgramStarted)]
    assert started
    assert all((told["UV_SYSTEM_CERTS"], told["SSL_CERT_FILE"]) == ("1", None) for told in started)


def test_a_required_index_is_asked_though_no_file_names_it(
    workbench: Workbench, authority: Authority, decide: Decide
) -> None:
    workbench.environ["UV_INDEX"] = "mine=https://localhost:1/simple"
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((PACKAGE,))
        decide(
            certificate_file=str(authority.root_file),
            required_indexes=[f"corp={index.url}", f"all={index.url}/ default"],
        )
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)
    started = [event.variables for event in workbench.events if isinstance(event, ProgramStarted)]
    assert all(told["UV_INDEX"] == f"corp={index.url} mine=https://localhost:1/simple" for told in started)


@pytest.mark.parametrize("where", ["pyproject.toml", "uv.toml", "variable", "profile"])
def test_a_host_without_a_check_is_refused_and_named_with_its_place(
    workbench: Workbench, decide: Decide, where: str
) -> None:
    workbench.write((), 'allow-insecure-host = ["evil.example"]\n' if where == "pyproject.toml" else "")
    if where == "uv.toml":
        (workbench.project / "uv.toml").write_text('\nallow-insecure-host = ["evil.example"]\n')
    if where == "variable":
        workbench.environ["UV_INSECURE_HOST"] = "evil.example"
    if where == "profile":
        choice = ChooseSetting(project=workbench.project, key=SettingKey.INSECURE_HOSTS, value="evil.example")
        assert isinstance(workbench.do(choice), Succeeded)
    policy = decide(insecure_hosts=False)
    said = refused(workbench, Lock(project=workbench.project))
    named = {
        "pyproject.toml": f"{workbench.project / 'pyproject.toml'}, line 8",
        "uv.toml": f"{workbench.project / 'uv.toml'}, line 2",
        "variable": "UV_INSECURE_HOST",
        "profile": "your choice",
    }[where]
    assert named in said
    assert "evil.example" in said
    assert str(policy) in said
    if where == "profile":
        back = ChooseSetting(project=workbench.project, key=SettingKey.INSECURE_HOSTS)
        assert isinstance(workbench.do(back), Succeeded)
        assert isinstance(workbench.do(Lock(project=workbench.project)), Succeeded)


@pytest.mark.parametrize(
    "words",
    [
        ("--allow-insecure-host", "evil.example"),
        ("--trusted-host=evil.example",),
        ("--no-native-tls",),
        ("--no-system-certs",),
        ("--index", "https://evil.example/simple"),
        ("--default-index=x=https://evil.example/simple",),
        ("-i", "https://evil.example/simple"),
        ("-qfhttps://evil.example/files",),
        ("--extra-index-url", "https://evil.example/simple"),
        ("--find-links", "wheels,https://evil.example/files"),
        ("--cache-dir", "{root}/forbidden/cache"),
        ("--config-file", "{root}/other.toml"),
        ("--directory", "{root}"),
        ("--script", "x.py"),
    ],
    ids=lambda words: words[0],
)
def test_arguments_that_policy_does_not_allow_are_refused(
    workbench: Workbench, decide: Decide, words: tuple[str, ...]
) -> None:
    (workbench.root / "other.toml").write_text('allow-insecure-host = ["evil.example"]\n')
    workbench.write()
    decide(
        allowed_indexes=["pypi.org"],
        forbidden_places=[str(workbench.root / "forbidden")],
        insecure_hosts=False,
        system_certificates=True,
    )
    filled = tuple(word.format(root=workbench.root) for word in words)
    said = refused(workbench, Sync(project=workbench.project, uv_args=filled))
    assert "policy (" in said
    assert "evil.example" in said or filled[0].partition("=")[0] in said
    assert isinstance(workbench.do(Sync(project=workbench.project, uv_args=("--no-dev",))), Succeeded)


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ('[[tool.uv.index]]\nname = "x"\nurl = "https://evil.example/simple"\ndefault = true\n', "line 8"),
        ('find-links = ["https://evil.example/files"]\n', "line 8"),
        ('index-url = "https://evil.example/simple"\n', "line 8"),
        ("", "https://pypi.org/simple"),
        ('[[tool.uv.index]]\nurl = "https://ok.example.evil.example/simple"\ndefault = true\n', "line 8"),
        ('[[tool.uv.index]]\nurl = "https://ok.example/a/../b"\ndefault = true\n', "line 8"),
        ('[[tool.uv.index]]\nurl = "https://ok.example@evil.example/a/x"\ndefault = true\n', "line 8"),
        ('[[tool.uv.index]]\nurl = "https://ok.example/ab"\ndefault = true\n', "line 8"),
    ],
)
def test_an_index_that_is_not_allowed_is_refused(workbench: Workbench, decide: Decide, more: str, word: str) -> None:
    workbench.write((), more)
    policy = decide(allowed_indexes=["https://ok.example/a"])
    said = refused(workbench, Lock(project=workbench.project))
    assert word in said
    assert str(policy) in said
    workbench.write((), '[[tool.uv.index]]\nurl = "https://ok.example/a/x"\ndefault = true\n')
    assert isinstance(workbench.do(Lock(project=workbench.project)), Succeeded)


def test_the_index_of_a_member_and_of_a_frozen_lock_is_seen(workbench: Workbench, decide: Decide) -> None:
    workbench.write((), '[tool.uv.workspace]\nmembers = ["member"]\n')
    member = workbench.project / "member"
    member.mkdir()
    (member / "pyproject.toml").write_text(
        '[project]\nname = "m"\nversion = "1"\n[[tool.uv.index]]\nname = "x"\nurl = "https://evil.example/simple"\n'
    )
    decide(allowed_indexes=["pypi.org"])
    assert str(member / "pyproject.toml") in refused(workbench, Lock(project=workbench.project))
    (member / "pyproject.toml").write_text('[project]\nname = "m"\nversion = "1"\n')
    (workbench.project / "uv.lock").write_text('version = 1\nsource = { registry = "https://evil.example/simple" }\n')
    said = refused(workbench, Sync(project=workbench.project, uv_args=("--frozen",)))
    assert f"{workbench.project / 'uv.lock'}, line 2" in said


def test_a_forbidden_cache_is_refused_and_the_way_out_leads_out(workbench: Workbench, decide: Decide) -> None:
    workbench.write()
    policy = decide(forbidden_places=[str(workbench.root / "cache")], places_root=str(workbench.root / "{project}-uv"))
    said = refused(workbench, Sync(project=workbench.project))
    assert str(workbench.root / "cache") in said
    assert str(policy) in said
    assert "wheelyard relocate cache --auto" in said
    there = RelocatePlace(project=workbench.project, to=workbench.root / "cache" / "deeper")
    assert str(policy) in refused(workbench, there)
    elsewhere = RelocatePlace(project=workbench.project, to=workbench.root / "elsewhere")
    assert "-uv" in refused(workbench, elsewhere)
    outcome = workbench.do(RelocatePlace(project=workbench.project))
    assert isinstance(outcome, Succeeded), outcome
    assert outcome.relocation is not None
    assert outcome.relocation.target == workbench.root / f"{project_key(workbench.project)}-uv" / "cache"
    assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)


def test_choices_that_policy_has_made_are_refused(workbench: Workbench, decide: Decide) -> None:
    workbench.write()
    certificates = workbench.root / "roots.pem"
    certificates.write_text("x")
    choices = (
        (SettingKey.SYSTEM_CERTS, "false"),
        (SettingKey.CERTIFICATE_FILE, str(certificates)),
        (SettingKey.INSECURE_HOSTS, "evil.example"),
        (SettingKey.INDEXES, "x=https://evil.example/simple"),
        (SettingKey.FIND_LINKS, "https://evil.example/files"),
        (SettingKey.PYTHONS, str(workbench.root / "forbidden" / "pythons")),
        (SettingKey.VARIABLES, "UV_INSECURE_HOST=evil.example"),
    )
    policy = decide(
        allowed_indexes=["pypi.org"],
        forbidden_places=[str(workbench.root / "forbidden")],
        insecure_hosts=False,
        system_certificates=True,
    )
    for key, value in choices:
        said = refused(workbench, ChooseSetting(project=workbench.project, key=key, value=value))
        assert str(policy) in said
        assert isinstance(workbench.do(ChooseSetting(project=workbench.project, key=key)), Succeeded)
    allowed = ChooseSetting(project=workbench.project, key=SettingKey.INDEXES, value="x=https://pypi.org/simple")
    assert isinstance(workbench.do(allowed), Succeeded)


def test_no_program_is_ended_where_policy_has_that_switched_off(workbench: Workbench, decide: Decide) -> None:
    workbench.write()
    policy = decide(ending_programs=False)
    workbench.answers = lambda _question: pytest.fail("nothing may be asked")
    program = RunningProgram(name="python", process=os.getpid())
    said = refused(workbench, EndProgram(project=workbench.project, program=program))
    assert str(policy) in said
    assert "python" in said


def test_nobody_is_offered_to_stop_a_program_where_policy_does_not_allow_it(
    workbench: Workbench, decide: Decide
) -> None:
    synced_then_shrunk(workbench)
    decide(ending_programs=False)
    asked: list[Question] = []

    def answer(question: Question) -> Choice:
        asked.append(question)
        return Choice.CANCEL

    workbench.answers = answer
    with running(workbench.environment):
        assert isinstance(workbench.do(Sync(project=workbench.project)), Cancelled)
    (question,) = asked
    assert isinstance(question, PreflightQuestion)
    assert question.choices == (Choice.WAIT, Choice.GO_ON, Choice.CANCEL)


def test_remedies_that_policy_does_not_allow_are_not_offered(
    workbench: Workbench, authority: Authority, decide: Decide
) -> None:
    program = RunningProgram(name="tool", process=4711)
    policy = Policy(ending_programs=False, system_certificates=False, sources=dict.fromkeys(PolicyName, "HKLM"))
    ending = Remedy(
        id="end-program-4711",
        title="End tool",
        why="It holds the file.",
        confidence=0.9,
        action=EndProgram(project=workbench.project, program=program),
    )
    choice = Remedy(
        id="system-certificates",
        title="Use them",
        why="They fit.",
        confidence=0.8,
        action=ChooseSetting(project=workbench.project, key=SettingKey.SYSTEM_CERTS, value="true"),
    )
    problem = Problem(category=Category.FILE_IN_USE, title="t", explanation="e", remedies=(ending, choice))
    (left,) = without_refused(policy, problem, workbench.project).remedies
    assert (left.id, left.action, left.confidence) == ("close-program-4711", None, 0.9)
    assert "tool" in left.title
    assert "HKLM" in left.why
    assert without_refused(Policy(), problem, workbench.project) == problem
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((PACKAGE,), f'[[tool.uv.index]]\nname = "corp"\nurl = "{index.url}"\ndefault = true\n')
        assert "system-certificates" in [each.id for each in workbench.fails(Sync(project=workbench.project)).remedies]
        decide(system_certificates=False)
        problem = workbench.fails(Sync(project=workbench.project))
    assert "system-certificates" not in [each.id for each in problem.remedies]


def test_the_request_goes_to_the_address_that_policy_names(
    workbench: Workbench, authority: Authority, decide: Decide
) -> None:
    decide(request_address="it@company.example")
    with package_index(workbench.root / "wheels", authority) as index:
        workbench.write((PACKAGE,), f'[[tool.uv.index]]\nname = "corp"\nurl = "{index.url}"\ndefault = true\n')
        workbench.fails(Sync(project=workbench.project))
    outcome = workbench.do(PrepareRequest(project=workbench.project))
    assert isinstance(outcome, Succeeded)
    assert outcome.request is not None
    assert outcome.request.mail_to == "it@company.example"


def test_a_login_is_stored_for_an_index_that_only_policy_names(
    workbench: Workbench, authority: Authority, decide: Decide
) -> None:
    workbench.answers = lambda _question: Credential(user="ada", secret=Secret("s3cr3t"))
    with package_index(workbench.root / "wheels", authority, login=("ada", "s3cr3t")) as index:
        workbench.write((PACKAGE,))
        decide(certificate_file=str(authority.root_file), required_indexes=[f"corp={index.url} default"])
        assert isinstance(workbench.do(StoreCredential(project=workbench.project, index="corp")), Succeeded)
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)


def test_a_broken_policy_is_reported_and_the_rest_holds(workbench: Workbench, decide: Decide) -> None:
    workbench.write()
    file = decide(places_root="relative", insecure_hosts=False, plaecs_root="/srv")
    outcome = workbench.do(DescribePlacesRoot(project=workbench.project))
    assert isinstance(outcome, Succeeded)
    assert outcome.root is not None
    assert outcome.root.decided_by is Decider.MEASUREMENTS
    assert [word in " ".join(outcome.root.notes) for word in ("'relative'", "'plaecs_root'", str(file))] == [True] * 3
    refused(workbench, Sync(project=workbench.project, uv_args=("--trusted-host", "evil.example")))
    file.write_text("insecure_hosts = false\nplaces_root = = 1\n")
    assert isinstance(workbench.do(Sync(project=workbench.project, uv_args=("--no-dev",))), Succeeded)
    outcome = workbench.do(DescribePlacesRoot(project=workbench.project))
    assert isinstance(outcome, Succeeded)
    assert outcome.root is not None
    assert any("line 2" in note for note in outcome.root.notes)


def test_places_live_where_the_root_has_the_project_in_it(workbench: Workbench, decide: Decide) -> None:
    workbench.write()
    decide(places_root="$HOME/uv/{project}/places")
    outcome = workbench.do(RelocatePlace(project=workbench.project, kind=PlaceKind.TEMP))
    assert isinstance(outcome, Succeeded), outcome
    assert outcome.relocation is not None
    expected = workbench.root / "uv" / project_key(workbench.project) / "places" / "temp"
    assert outcome.relocation.target == expected
