"""Logins for this session: in memory where the person wants it or no keyring is, and gone with the program."""

import asyncio
import threading

from typing_extensions import override

from core.model.commands import ForgetCredential, StoreCredential, Sync
from core.model.network import LoginPlace
from core.model.outcome import Cancelled, Outcome, Succeeded
from core.model.project import InputError
from core.model.questions import Credential, CredentialQuestion, Question
from core.model.secrets import Secret
from core.model.settings import IndexLogin, Profile
from core.network.stored_credentials import SERVICE, entry_name
from core.procedures.network.kept_logins import kept_logins
from core.procedures.preparation import prepare
from core.procedures.repairs.keeping import keep_for_session, keep_login
from core.procedures.services import Services, make_services
from core.session import Session, open_session
from tests.integration.repairs.workbench import MemorySecrets, Workbench
from tests.network.tls_index import PACKAGE, package_index

SECRET, OTHER, NEWEST = "s3ss10n-T0ken", "0ther-T0ken", "n3west-T0ken"
TROUBLE = "This system has no keyring that secrets could be kept in."
URL = "https://corp.example/simple"


def _index(url: str, name: str = "corp") -> str:
    return f'[[tool.uv.index]]\nname = "{name}"\nurl = "{url}"\ndefault = true\n'


def _for_session(_question: Question) -> Credential:
    return Credential(user="ada", secret=Secret(SECRET), for_session=True)


def _services(workbench: Workbench) -> Services:
    return make_services(workbench.home, workbench.environ, secrets=workbench.secrets)


def _login(user: str = "ada", url: str = URL) -> IndexLogin:
    return IndexLogin(index="corp", url=url, user=user)


def _given(workbench: Workbench, services: Services) -> dict[str, str]:
    """Return the variables with secrets that uv gets."""
    secrets = asyncio.run(prepare(workbench.project, services)).secrets
    return {name: secret.text for name, secret in secrets.items()}


def test_a_login_for_the_session_is_used_without_a_keyring_and_written_nowhere(workbench: Workbench) -> None:
    asked: list[Question] = []

    def answer(question: Question) -> Credential:
        asked.append(question)
        return _for_session(question)

    workbench.answers = answer
    workbench.secrets = MemorySecrets(TROUBLE)
    with package_index(workbench.root / "wheels", login=("ada", SECRET)) as index:
        workbench.write((PACKAGE,), _index(index.url))
        problem = workbench.fails(Sync(project=workbench.project))
        # One session: the question, the answer, and the sync that follows it.
        workbench.mend(problem, "credential")
        assert ("ada", SECRET) in {request.login for request in index.requests}
        (question,) = asked
        assert isinstance(question, CredentialQuestion)
        assert question.keyring_trouble == TROUBLE
        assert workbench.secrets.kept == {}
        assert workbench.profiles.load(workbench.project).logins == ()
        assert SECRET not in workbench.kept_texts() + repr(workbench.events)
        # The next session knows nothing of it.
        (workbench.project / "uv.lock").unlink()
        workbench.environ["UV_CACHE_DIR"] = str(workbench.root / "another cache")
        workbench.fails(Sync(project=workbench.project))


def test_the_session_goes_before_the_keyring_and_leaves_it_as_it_is(workbench: Workbench) -> None:
    workbench.write((), _index(URL))
    services = _services(workbench)
    keep_login(workbench.project, _login(), Secret(OTHER), services)
    keep_for_session(workbench.project, _login(), Secret(SECRET), services)
    assert _given(workbench, services) == {"UV_INDEX_CORP_USERNAME": "ada", "UV_INDEX_CORP_PASSWORD": SECRET}
    assert [secret.text for secret in workbench.secrets.kept.values()] == [OTHER]
    profile = workbench.profiles.load(workbench.project)
    assert [(each.user, each.place) for each in kept_logins(profile, services)] == [("ada", LoginPlace.SESSION)]
    # A login that is put into the keyring afterwards is the newer one.
    keep_login(workbench.project, _login(), Secret(NEWEST), services)
    assert _given(workbench, services) == {"UV_INDEX_CORP_USERNAME": "ada", "UV_INDEX_CORP_PASSWORD": NEWEST}
    assert [(each.user, each.place) for each in kept_logins(profile, services)] == [("ada", LoginPlace.KEYRING)]


def test_another_user_for_the_session_takes_the_place_of_the_kept_one(workbench: Workbench) -> None:
    workbench.write((), _index(URL))
    services = _services(workbench)
    keep_login(workbench.project, _login(), Secret(OTHER), services)
    keep_for_session(workbench.project, _login("bob"), Secret(SECRET), services)
    assert _given(workbench, services) == {"UV_INDEX_CORP_USERNAME": "bob", "UV_INDEX_CORP_PASSWORD": SECRET}
    keep_for_session(workbench.project, _login("eve"), Secret("fourth"), services)
    assert not services.secrets.is_for_session(SERVICE, entry_name(URL, "bob"))
    assert _given(workbench, services)["UV_INDEX_CORP_USERNAME"] == "eve"


def test_a_login_for_the_session_is_not_given_to_an_index_that_moved(workbench: Workbench) -> None:
    workbench.write((), _index(URL))
    services = _services(workbench)
    keep_for_session(workbench.project, _login(), Secret(SECRET), services)
    profile = workbench.profiles.load(workbench.project)
    assert [each.works for each in kept_logins(profile, services)] == [True]
    workbench.write((), _index("https://elsewhere.example/simple"))
    assert _given(workbench, services) == {}
    assert [each.works for each in kept_logins(profile, services)] == [False]


def test_one_project_that_forgets_leaves_the_others_login(workbench: Workbench) -> None:
    workbench.write((), _index(URL))
    services = _services(workbench)
    other = workbench.root / "another project"
    other.mkdir()
    keep_for_session(other, _login(), Secret(SECRET), services)
    keep_for_session(workbench.project, _login(), Secret(SECRET), services)
    keep_for_session(workbench.project, _login("bob"), Secret(OTHER), services)
    assert services.secrets.get(SERVICE, entry_name(URL, "ada")) == Secret(SECRET)
    assert services.session_logins.of_indexes(other) == (_login(),)
    assert kept_logins(Profile(project=other), services)[0].works is False


def test_forgetting_lets_go_of_both(workbench: Workbench) -> None:
    workbench.write((), _index(URL))
    services = _services(workbench)
    keep_login(workbench.project, _login(), Secret(OTHER), services)
    keep_for_session(workbench.project, _login(), Secret(SECRET), services)
    said = _forget(workbench, services)
    assert "no longer in the keyring" in said
    assert workbench.secrets.kept == {}
    assert _given(workbench, services) == {}
    assert workbench.profiles.load(workbench.project).logins == ()


def test_forgetting_works_without_a_keyring_and_says_what_it_leaves(workbench: Workbench) -> None:
    workbench.write((), _index(URL))
    workbench.secrets = MemorySecrets(TROUBLE)
    services = _services(workbench)
    keep_for_session(workbench.project, _login(), Secret(SECRET), services)
    assert "no longer kept" in _forget(workbench, services)
    workbench.profiles.save(Profile(project=workbench.project, logins=(_login("old"),)))
    keep_for_session(workbench.project, _login(), Secret(SECRET), services)
    said = _forget(workbench, services)
    assert "the one of old" in said
    assert TROUBLE in said
    assert [each.user for each in workbench.profiles.load(workbench.project).logins] == ["old"]


def _forget(workbench: Workbench, services: Services) -> str:
    async def run() -> Outcome:
        session = Session(services)
        try:
            return await session.wait(session.submit(ForgetCredential(project=workbench.project, index="corp")))
        finally:
            await session.close()

    outcome = asyncio.run(run())
    assert isinstance(outcome, Succeeded), outcome
    return outcome.repaired or ""


class FullSecrets(MemorySecrets):
    """A keyring that can be read and takes nothing more."""

    @override
    def set(self, service: str, entry: str, secret: Secret) -> None:
        raise InputError("The keyring of this system could not be written (OSError).", "Make room.")


def test_a_keyring_that_takes_nothing_leads_to_a_second_question_with_the_other_way(workbench: Workbench) -> None:
    workbench.write((), _index(URL))
    workbench.secrets = FullSecrets()
    asked: list[CredentialQuestion] = []

    def answer(question: Question) -> Credential:
        assert isinstance(question, CredentialQuestion)
        asked.append(question)
        return Credential(user="ada", secret=Secret(SECRET), for_session=question.keyring_trouble is not None)

    workbench.answers = answer
    outcome = workbench.do(StoreCredential(project=workbench.project, index="corp"))
    assert isinstance(outcome, Succeeded), outcome
    assert "until Wheelyard is closed" in (outcome.repaired or "")
    assert [(each.user, each.keyring_trouble) for each in asked] == [
        (None, None),
        ("ada", "The keyring of this system could not be written (OSError)."),
    ]


def test_a_keyring_that_stays_locked_is_found_out_before_anything_is_typed(workbench: Workbench) -> None:
    class Locked(MemorySecrets):
        @override
        def get(self, service: str, entry: str) -> Secret | None:
            raise InputError("The keyring of this system is locked, and it was not unlocked.", "Unlock it.")

    workbench.write((), _index(URL))
    workbench.secrets = Locked()
    troubles: list[str | None] = []

    def answer(question: Question) -> None:
        assert isinstance(question, CredentialQuestion)
        troubles.append(question.keyring_trouble)

    workbench.answers = answer
    assert isinstance(workbench.do(StoreCredential(project=workbench.project, index="corp")), Cancelled)
    assert troubles == ["The keyring of this system is locked, and it was not unlocked."]


class LockedSecrets(MemorySecrets):
    """A keyring that waits for the person to unlock it, for as long as the test wants."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.unlocked = threading.Event()

    @override
    def get(self, service: str, entry: str) -> Secret | None:
        self.asked.set()
        self.unlocked.wait(60)
        return super().get(service, entry)


def test_a_keyring_that_waits_to_be_unlocked_holds_up_neither_the_job_nor_the_end(workbench: Workbench) -> None:
    workbench.write((), _index(URL))
    workbench.secrets = locked = LockedSecrets()
    workbench.profiles.save(Profile(project=workbench.project, logins=(_login(),)))

    async def play() -> Outcome:
        session = open_session(workbench.home, workbench.environ, secrets=locked)
        job = session.submit(Sync(project=workbench.project))
        assert await asyncio.to_thread(locked.asked.wait, 40)
        session.cancel(job)
        try:
            return await asyncio.wait_for(session.wait(job), 20)
        finally:
            await session.close()

    # The end of the loop waits for the threads of its pool, so a call that hung there would be seen here.
    rescue = threading.Timer(45, locked.unlocked.set)
    rescue.start()
    assert isinstance(asyncio.run(play()), Cancelled)
    rescue.cancel()
    assert not locked.unlocked.is_set()
    locked.unlocked.set()
