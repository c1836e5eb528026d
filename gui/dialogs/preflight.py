"""What was found before uv changes anything, and what to do about it."""

from PySide6.QtWidgets import QWidget

from core.model.questions import Choice, PreflightQuestion
from gui import program_words
from gui.dialogs.asking import AskingDialog
from gui.signs import Sign
from gui.theme import Tone
from gui.widgets.buttons import PushButton
from gui.widgets.found_list import FoundList
from gui.widgets.points import points
from gui.widgets.text import label

_ICONS = {Choice.WAIT: "waiting", Choice.STOP: "stop", Choice.MEND: "anew", Choice.GO_ON: "right", Choice.CANCEL: ""}
_SAFEST_FIRST = (Choice.WAIT, Choice.MEND, Choice.CANCEL, Choice.GO_ON, Choice.STOP)


class PreflightDialog(AskingDialog):
    """Shows the findings and a button for each choice; the one that harms nothing has the keyboard first."""

    def __init__(self, question: PreflightQuestion, subject: str, parent: QWidget) -> None:
        super().__init__(
            "preflightDialog",
            self.tr("Before uv changes anything"),
            Sign("warning", Tone.WARN),
            parent,
            least=Choice.CANCEL,
        )
        self._programs = program_words.programs_of(question.findings)
        self._all_passes = all(finding.passes for finding in question.findings)
        self.body.addWidget(label(subject, "muted", wrap=True, name="preflightSubject"))
        found = FoundList("preflightFound")
        found.show_found(question.findings)
        self.body.addWidget(found)
        # What can be chosen stands in one order everywhere, with the way out at the end.
        possible = set(question.choices) if self._programs else set(question.choices) - {Choice.STOP}
        choices = [choice for choice in Choice if choice in possible]
        said = [sentence for choice in choices if (sentence := self._consequence(choice))]
        self.body.addLayout(points(said, kind="muted", name="preflightConsequence"))
        self.describe((subject, *(finding.sentence for finding in question.findings)))
        safest = next((choice for choice in _SAFEST_FIRST if choice in choices), None)
        self.buttons = {choice: self._button(choice, safest=choice is safest) for choice in choices}
        self.add_buttons(tuple(self.buttons.values()))
        if safest is not None:
            self.buttons[safest].setDefault(True)
            self.buttons[safest].setFocus()
        self.fit()

    def _button(self, choice: Choice, *, safest: bool) -> PushButton:
        button = PushButton(
            self._words(choice),
            f"preflight-{choice.value}",
            icon_name=_ICONS[choice],
            kind="primary" if safest else "",
            hint=self._consequence(choice),
        )
        button.setAccessibleDescription(self._consequence(choice))

        def pressed() -> None:
            self.give(choice)

        button.clicked.connect(pressed)
        return button

    def _words(self, choice: Choice) -> str:
        match choice:
            case Choice.WAIT:
                return self.tr("Wait")
            case Choice.STOP:
                return self.tr("Stop it") if len(self._programs) == 1 else self.tr("Stop them")
            case Choice.MEND:
                return self.tr("Make it anew")
            case Choice.GO_ON:
                return self.tr("Go on anyway")
            case Choice.CANCEL:
                return self.tr("Cancel")

    def _consequence(self, choice: Choice) -> str:
        match choice:
            case Choice.WAIT:
                return self._waiting()
            case Choice.STOP if len(self._programs) == 1:
                return self.tr("Stop it: {programs} is ended. What is not saved in it is lost.").format(
                    programs=program_words.names_text(self._programs)
                )
            case Choice.STOP:
                return self.tr("Stop them: {programs} are ended. What is not saved in them is lost.").format(
                    programs=program_words.names_text(self._programs)
                )
            case Choice.MEND:
                return self.tr("Make it anew: the folder is renamed, and removed once uv has made a new one.")
            case Choice.GO_ON:
                return self.tr("Go on anyway: uv starts now, and may fail half-way.")
            case Choice.CANCEL:
                return ""

    def _waiting(self) -> str:
        if self._all_passes:
            return self.tr("Wait: uv starts by itself as soon as this has passed.")
        return self.tr("Wait: what passes is waited for, then you are asked about the rest.")
