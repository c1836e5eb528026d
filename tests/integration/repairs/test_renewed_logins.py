"""A login that the index does not take any more: the failure names it, asks anew, and the sync passes."""

import pytest

from core.model.commands import StoreCredential, Sync
from core.model.outcome import Failed, Succeeded
from core.model.problem import Category
from core.model.questions import Credential, CredentialQuestion, Question
from core.model.secrets import Secret
from tests.integration.repairs.workbench import Workbench, action_of, evidence_of, remedy_of
from tests.network.answers import Answer
from tests.network.tls_index import PACKAGE, package_index

OLD, NEW = "0ld-T0ken", "n3w-T0ken"


def _index(url: str, name: str = "corp") -> str:
    return f'[[tool.uv.index]]\nname = "{name}"\nurl = "{url}"\ndefault = true\n'


def _answers(workbench: Workbench, *secrets: str) -> list[CredentialQuestion]:
    """Answer each question with the next secret; return the list that the questions go into."""
    asked: list[CredentialQuestion] = []

    def answer(question: Question) -> Credential:
        assert isinstance(question, CredentialQuestion)
        asked.append(question)
        return Credential(user="ada", secret=Secret(secrets[len(asked) - 1]))

    workbench.answers = answer
    return asked


@pytest.mark.parametrize("refusal", [Answer.UNAUTHORIZED, Answer.FORBIDDEN])
def test_a_token_that_expired_is_asked_for_by_the_name_of_its_index(workbench: Workbench, refusal: Answer) -> None:
    asked = _answers(workbench, OLD, NEW)
    with package_index(workbench.root / "wheels", login=("ada", NEW), refusal=refusal) as index:
        workbench.write((PACKAGE,), _index(index.url))
        workbench.do(StoreCredential(project=workbench.project, index="corp"))
        problem = workbench.fails(Sync(project=workbench.project))
        assert ("ada", OLD) in {request.login for request in index.requests}
        assert problem.category is Category.INDEX_AUTH
        found = evidence_of(problem, "credential")
        assert found.finding == "uv got the login of ada for corp from the keyring, and it was not accepted."
        first = problem.remedies[0]
        assert (first.id, first.title) == ("credential", "Renew the login of corp")
        assert first.command[:4] == ("wheelyard", "credentials", "set", "corp")
        assert action_of(problem, "credential") == StoreCredential(
            project=workbench.project, index="corp", user="ada", refused=True, then=Sync(project=workbench.project)
        )
        workbench.mend(problem, "credential")
    assert [(each.index, each.user, each.was_refused) for each in asked] == [
        ("corp", None, False),
        ("corp", "ada", True),
    ]
    assert [secret.text for secret in workbench.secrets.kept.values()] == [NEW]
    written = workbench.kept_texts() + repr(workbench.events)
    assert OLD not in written
    assert NEW not in written


def test_of_two_indexes_on_one_server_the_one_that_refused_is_named(workbench: Workbench) -> None:
    _answers(workbench, OLD, "right")
    with package_index(workbench.root / "wheels", login=("ada", "right")) as index:
        other = f'[[tool.uv.index]]\nname = "apart"\nurl = "{index.url}/../apart"\nexplicit = true\n'
        workbench.write((PACKAGE,), other + _index(index.url))
        workbench.do(StoreCredential(project=workbench.project, index="corp"))
        workbench.do(StoreCredential(project=workbench.project, index="apart"))
        problem = workbench.fails(Sync(project=workbench.project))
    assert problem.remedies[0].title == "Renew the login of corp"


def test_an_index_without_a_name_has_to_be_given_one(workbench: Workbench) -> None:
    with package_index(workbench.root / "wheels", login=("ada", NEW)) as index:
        workbench.write((PACKAGE,), f'[[tool.uv.index]]\nurl = "{index.url}"\ndefault = true\n')
        problem = workbench.fails(Sync(project=workbench.project))
        assert problem.category is Category.INDEX_AUTH
        assert problem.remedies[0].title == "Give the index a name, then store its login"
        assert index.url in problem.remedies[0].why
        # What the person does then has the usual end.
        workbench.write((PACKAGE,), _index(index.url))
        _answers(workbench, NEW)
        workbench.mend(workbench.fails(Sync(project=workbench.project)), "credential")


def test_an_empty_page_is_not_called_a_refusal_of_the_login(workbench: Workbench) -> None:
    _answers(workbench, OLD)
    with package_index(workbench.root / "wheels", login=("ada", NEW), refusal=Answer.EMPTY_PAGE) as index:
        workbench.write((PACKAGE,), _index(index.url))
        workbench.do(StoreCredential(project=workbench.project, index="corp"))
        problem = workbench.fails(Sync(project=workbench.project))
    assert problem.category is Category.INDEX_AUTH
    assert "the index showed no file" in evidence_of(problem, "credential").finding
    assert "credential" in {remedy.id for remedy in problem.remedies}
    assert remedy_of(problem, "credential").confidence < remedy_of(problem, "check-index").confidence


def test_the_user_whose_name_stands_in_the_url_is_the_one_that_is_asked_for(workbench: Workbench) -> None:
    with package_index(workbench.root / "wheels", login=("ada", NEW)) as index:
        workbench.write((PACKAGE,), _index(index.url.replace("://", "://bob@")))
        asked = _answers(workbench, NEW)
        outcome = workbench.do(StoreCredential(project=workbench.project, index="corp"))
        assert isinstance(outcome, Failed)
        assert "uv asks corp as bob" in f"{outcome.problem.title} {outcome.problem.explanation}"
        assert [each.user for each in asked] == ["bob"]
        assert workbench.secrets.kept == {}
        # With the same name the login is used.
        workbench.write((PACKAGE,), _index(index.url.replace("://", "://ada@")))
        _answers(workbench, NEW)
        assert isinstance(workbench.do(StoreCredential(project=workbench.project, index="corp")), Succeeded)
        assert isinstance(workbench.do(Sync(project=workbench.project)), Succeeded)


def test_a_login_in_the_url_goes_before_and_is_said_before_anything_is_typed(workbench: Workbench) -> None:
    workbench.write((), _index("https://ada:0pen-word@corp.example/simple"))
    asked = _answers(workbench, NEW)
    outcome = workbench.do(StoreCredential(project=workbench.project, index="corp"))
    assert isinstance(outcome, Failed)
    assert "has a login in it" in f"{outcome.problem.title} {outcome.problem.explanation}"
    assert "0pen-word" not in repr(outcome)
    assert asked == []
