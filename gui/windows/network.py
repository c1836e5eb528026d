"""The page of the network: opened, read, kept true while it is open, closed; what its buttons ask for."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.model.commands import (
    AnyCommand,
    ChangeSettings,
    ChangeWheels,
    ChooseSetting,
    ForgetCredential,
    ForgetProxyLogin,
    MoveLogins,
    OpenSetting,
    OpenTerminal,
    ReadNetwork,
    RepairCommand,
    ShareLogins,
    StoreCredential,
    StoreProxyLogin,
    UvCommand,
)
from core.model.events import Finished, Queued
from core.model.network import ExportedCertificates, KeptLogin, ListedIndex, NetworkView, OpenLogin
from core.model.outcome import Cancelled, Failed, Outcome, Succeeded
from core.model.problem import Remedy
from core.model.setting_keys import SettingKey
from core.model.state import ProjectState
from gui import login_words, network_words
from gui.actions import Actions
from gui.bridge import Bridge, Changed
from gui.pages.page_stack import PageStack
from gui.questions import Question, Questions
from gui.windows.certificates import Certificates
from gui.windows.index_changes import IndexChanges
from gui.windows.network_checks import NetworkChecks
from gui.windows.remedy_inputs import RemedyInputs
from gui.windows.side_page_care import SidePageCare

_CHANGES_NETWORK = (
    UvCommand | RepairCommand | ChangeSettings | ChangeWheels | ForgetCredential | ForgetProxyLogin | ShareLogins
)


class Network(SidePageCare):
    """Shows the network of the selected project in the place of its page, and goes with the selection."""

    def __init__(
        self,
        *,
        bridge: Bridge,
        stack: PageStack,
        questions: Questions,
        shown: Callable[[], ProjectState | None],
        submit: Callable[[AnyCommand], str],
        window: QWidget,
    ) -> None:
        page = stack.network
        super().__init__(bridge=bridge, stack=stack, page=page, project=stack.project, shown=shown, parent=window)
        self._page = page
        self._questions = questions
        self._submit = submit
        self._reading: str | None = None
        self._stale = False
        self._commands: dict[str, AnyCommand] = {}
        self._asked: set[str] = set()
        self._helping: set[str] = set()
        self._checks = NetworkChecks(bridge, page, lambda: self._folder, self)
        self._inputs = RemedyInputs(bridge, questions, self._help, window)
        self._indexes = IndexChanges(bridge, shown, self._ask, window)
        self._certificates = Certificates(bridge, questions, shown, self._help, window)
        self._connect()
        bridge.changed.connect(self._on_changed)

    def _connect(self) -> None:
        page = self._page
        page.export_wanted.connect(self._certificates.ask)
        page.endpoints.chosen.connect(self._on_remedy)
        page.proxy.chosen.connect(self._on_remedy)
        page.proxy.set_wanted.connect(self._on_set_proxy)
        page.proxy.store_wanted.connect(self._on_store_proxy_login)
        page.proxy.forget_wanted.connect(self._on_forget_proxy_login)
        page.indexes.add_wanted.connect(self._indexes.ask_to_add)
        page.indexes.move_wanted.connect(self._indexes.ask_to_move)
        page.indexes.remove_wanted.connect(self._indexes.ask_to_remove)
        page.indexes.test_wanted.connect(self._on_test)
        page.indexes.store_wanted.connect(self._on_store_login)
        page.indexes.forget_wanted.connect(self._on_forget_login)
        page.logins.renew_wanted.connect(self._on_renew)
        page.logins.forget_wanted.connect(self._on_forget_kept)
        page.logins.move_wanted.connect(self._on_move_logins)
        page.logins.open_wanted.connect(self._on_open)
        page.logins.share_wanted.connect(self._on_share)
        page.logins.terminal_wanted.connect(self._on_terminal)

    def connect_to(self, actions: Actions) -> None:
        """Follow the action of the page, and read again when a person asks for that."""
        self.follow_actions(actions.network, actions)
        actions.refresh.triggered.connect(self._read_again)

    @override
    def _begin(self) -> None:
        self._page.show_reading()
        self._read()

    @override
    def _leave(self) -> None:
        if self._reading is not None:
            self._bridge.cancel(self._reading)
        self._reading = None
        self._stale = False
        self._asked.clear()
        self._helping.clear()
        self._checks.forget()

    def _read(self) -> None:
        if self._folder is not None and not self._bridge.is_closing:
            self._reading = self._bridge.submit(ReadNetwork(project=self._folder))

    def _read_again(self) -> None:
        if not self.is_open:
            return
        if self._reading is not None:
            self._stale = True  # what changed meanwhile may have been read already
        else:
            self._read()

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            match event:
                case Queued(command=command) if self._is_watched_elsewhere(command):
                    self.close()
                case Queued(command=command) if isinstance(command, _CHANGES_NETWORK):
                    self._commands[event.job] = command
                case Finished(job=job) if job == self._reading:
                    self._reading = None
                    self._on_read(event.outcome)
                case Finished():
                    self._on_finished(event)
                case _:
                    pass
        self.follow()

    def _on_read(self, outcome: Outcome) -> None:
        match outcome:
            case Succeeded(network=NetworkView() as view):
                self._checks.take(view.endpoints)
                self._page.show_view(view)
            case Failed(problem=problem):
                self._page.say_failed(problem.title, problem.explanation)
            case _:
                self._page.show_stopped()
        if self._stale:
            self._stale = False
            self._read()

    def _on_finished(self, event: Finished) -> None:
        """Say what came of what was asked for here, and read again after anything that changed the network."""
        command = self._commands.pop(event.job, None)
        asked, helped = event.job in self._asked, event.job in self._helping
        self._asked.discard(event.job)
        self._helping.discard(event.job)
        if not self.is_open or command is None or (command.project or event.project) != self._folder:
            return
        if asked:
            self._say(event.outcome)
        if isinstance(event.outcome, Cancelled) or isinstance(command, OpenSetting | OpenTerminal):
            return
        self._read_again()
        if helped and isinstance(event.outcome, Succeeded):
            self._checks.check_troubled()

    def _say(self, outcome: Outcome) -> None:
        match outcome:
            case Succeeded(certificates=ExportedCertificates() as made, repaired=sentence):
                self._page.say_done(login_words.exported_text(made), sentence or "", str(made.file))
            case Succeeded(repaired=str(sentence)):
                done, _, more = sentence.partition("\n")
                self._page.say_done(done, more)
            case Failed(problem=problem):
                self._page.say_failed(problem.title, problem.explanation)
            case _:
                pass

    def _ask(self, command: AnyCommand) -> str | None:
        """Submit what a person wants; what comes of it is said on the page."""
        if self._bridge.is_closing:
            return None
        job = self._submit(command)
        self._commands[job] = command
        self._asked.add(job)
        return job

    def _help(self, command: AnyCommand) -> None:
        """Submit a remedy; what was in trouble is checked again when it has succeeded."""
        job = self._ask(command)
        if job is not None:
            self._helping.add(job)
        if isinstance(command, UvCommand):
            self.close()  # it is watched on the project's page

    def _on_remedy(self, remedy: Remedy) -> None:
        if remedy.action is not None:
            self._inputs.carry_out(replace(remedy.action, project=remedy.action.project or self._folder))

    def _on_set_proxy(self) -> None:
        self._inputs.carry_out(ChooseSetting(project=self._folder, key=SettingKey.PROXY))

    def _on_store_proxy_login(self) -> None:
        view = self._page.view
        used = None if view is None else view.proxies.used
        self._help(StoreProxyLogin(project=self._folder, user=None if used is None else used.user))

    def _on_forget_proxy_login(self) -> None:
        self._ask(ForgetProxyLogin(project=self._folder))

    def _on_test(self, index: ListedIndex) -> None:
        self._checks.check((network_words.url_of(index, self._checks.servers()),))

    def _on_store_login(self, index: ListedIndex) -> None:
        self._help(StoreCredential(project=self._folder, index=index.name or index.url, user=index.user))

    def _on_forget_login(self, index: ListedIndex) -> None:
        self._ask(ForgetCredential(project=self._folder, index=index.name or index.url))

    def _on_renew(self, login: KeptLogin) -> None:
        if login.index is None:
            self._help(StoreProxyLogin(project=self._folder, url=login.url, user=login.user))
        else:
            self._help(StoreCredential(project=self._folder, index=login.index, user=login.user))

    def _on_forget_kept(self, login: KeptLogin) -> None:
        if login.index is None:
            self._ask(ForgetProxyLogin(project=self._folder))
        else:
            # An index that moved is forgotten by the address that its login was stored for.
            self._ask(ForgetCredential(project=self._folder, index=login.index if login.works else login.url))

    def _on_move_logins(self, logins: tuple[OpenLogin, ...]) -> None:
        folder: Path | None = self._folder
        question = Question(
            title=login_words.move_title(logins),
            text=", ".join(login_words.open_shown(login) for login in logins),
            accept=self.tr("Move"),
            decline=self.tr("Leave it as it is"),
            points=login_words.move_points(logins),
        )

        def answered(accepted: bool) -> None:  # noqa: FBT001 - the answer itself
            if accepted and folder is not None and folder == self._folder:
                self._ask(MoveLogins(project=folder, ids=tuple(login.id for login in logins)))

        self._questions.ask(question, answered)

    def _on_open(self, login: OpenLogin) -> None:
        if login.file is not None:
            self._ask(OpenSetting(project=self._folder, file=login.file, line=login.line))

    def _on_share(self, share: bool) -> None:  # noqa: FBT001 - what the signal carries
        self._ask(ShareLogins(project=self._folder, share=share))

    def _on_terminal(self) -> None:
        self._ask(OpenTerminal(project=self._folder, with_logins=True))
