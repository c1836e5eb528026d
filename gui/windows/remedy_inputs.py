"""What a remedy still needs from the person, asked for before it is submitted."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.model.commands import AnyCommand, ChooseSetting
from core.model.setting_keys import SettingKey
from gui.bridge import Bridge
from gui.dialogs.proxy import ProxyChoice, ProxyDialog
from gui.questions import Questions


class RemedyInputs(QObject):
    """Asks for a proxy, a certificate file or a Python where a remedy leaves it open, and then submits."""

    def __init__(
        self, bridge: Bridge, questions: Questions, submit: Callable[[AnyCommand], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._questions = questions
        self._submit = submit
        self._window = parent
        self._proxy: ProxyDialog | None = None

    def carry_out(self, action: AnyCommand) -> None:
        """Submit a remedy's command, after what it needs was asked for."""
        match action:
            case ChooseSetting(key=SettingKey.PROXY, value=None):
                self._ask_proxy(action)
            case ChooseSetting(key=SettingKey.CERTIFICATE_FILE, value=None):
                kinds = self.tr("Certificates (*.pem *.crt *.cer);;All files (*)")
                self._ask_file(action, self.tr("Choose a file with root certificates"), kinds)
            case ChooseSetting(key=SettingKey.PYTHON, value=None):
                self._ask_file(action, self.tr("Choose a Python program"), self.tr("All files (*)"))
            case _:
                self._submit(action)

    def _ask_file(self, action: ChooseSetting, title: str, kinds: str) -> None:
        def chosen(file: Path) -> None:
            if not self._bridge.is_closing:
                self._submit(replace(action, value=str(file)))

        self._questions.choose_file(title, kinds, action.project, chosen)

    def _ask_proxy(self, action: ChooseSetting) -> None:
        if self._proxy is not None:
            return
        entry = self._bridge.state.of(action.project)
        dialog = ProxyDialog("" if entry is None else entry.project.name, self._window)
        self._proxy = dialog

        def answered(choice: ProxyChoice | None) -> None:
            self._proxy = None
            if choice is None or self._bridge.is_closing:
                return
            # An empty field means none: those of an earlier choice must not stay in force unseen.
            self._submit(ChooseSetting(project=action.project, key=SettingKey.NO_PROXY, value=choice.past))
            # The proxy comes last: the command that follows needs both.
            self._submit(replace(action, value=choice.url))

        dialog.answered.connect(answered)
        dialog.open()
