"""Programs that may not start, and Pythons that are none: policies of the company, stand-ins of the Microsoft Store."""

import re

from core.diagnosis.os_numbers import Meaning, meaning, numbers_in
from core.diagnosis.paths import is_store_alias
from core.diagnosis.remedies import advice, relocate
from core.diagnosis.repairs import install_python, request
from core.diagnosis.setting_repairs import choose_python
from core.diagnosis.situation import Diagnosis, Situation
from core.model.problem import Category
from core.model.settings import PlaceKind

_BLOCKED_WORDS = re.compile(
    r"\bApplication Control policy\b|\bcontains a virus\b|\bblocked by group policy\b|\bAppLocker\b"
    r"|\bblocked by your antivirus\b|\bScriptContainedMaliciousContent\b",
    re.IGNORECASE,
)
_STORE_WORDS = re.compile(r"\bMicrosoft Store\b|\bexit (?:code|status):? 9009\b")
_LAST_LINES = 40


def examine_store(situation: Situation) -> Diagnosis | None:
    """Recognise the Microsoft Store's stand-in for Python."""
    facts = situation.facts
    alias = any(is_store_alias(path) for path in facts.paths) and facts.os_error is not None
    said = _STORE_WORDS.search(f"{situation.chain_text}\n{situation.quoted_text}") is not None
    if facts.meaning is not Meaning.STORE and not alias and not said:
        return None
    return Diagnosis(
        category=Category.STORE_PYTHON,
        title="The Python that uv found is a stand-in of the Microsoft Store",
        explanation=(
            f"{facts.path_from or 'The program'} is no Python: Windows puts such entries there to open the Store, "
            "or it "
            "belongs to the Store and may not be started by other programs. Running it again finds it again."
        ),
        remedies=(
            install_python(situation.context, None, "uv's own Python is a real one and needs no administrator.", 0.7),
            choose_python(situation.context, "A Python that is installed already can be named.", 0.5),
            advice(
                "switch-off-aliases",
                "Switch off the stand-ins",
                "In Windows' settings, the app execution aliases for python.exe can be switched off.",
                0.4,
            ),
        ),
    )


def examine_blocked(situation: Situation) -> Diagnosis | None:
    """Recognise a program that a policy or a verdict of the virus scanner keeps from running."""
    logged = "\n".join(situation.reading.log[-_LAST_LINES:])
    around = "" if situation.retries else "\n".join(situation.reading.last[-_LAST_LINES:])
    numbers = numbers_in(f"{situation.quoted_text}\n{logged}\n{around}")
    blocked = any(meaning(number, windows=True) is Meaning.BLOCKED for number in numbers if number > 1000)
    by_chain = situation.facts.meaning is Meaning.BLOCKED
    by_words = _BLOCKED_WORDS.search(f"{situation.chain_text}\n{situation.quoted_text}\n{around}") is not None
    if not (by_chain or blocked or by_words):
        return None
    return Diagnosis(
        category=Category.BLOCKED_BY_POLICY,
        title="A policy of this computer forbids running a program",
        explanation=(
            "Windows refused to start a program that uv or a build needs, because an application control (AppLocker, "
            "WDAC, Smart App Control) or the virus scanner forbids it. Nothing on your side is broken, and running it "
            "again does not help."
        ),
        remedies=(
            request(
                situation.context,
                "ask-it",
                "Ask your IT department to allow the program",
                "The request names the program, its folder and the number of the refusal.",
                0.7,
            ),
            relocate(
                situation.context,
                PlaceKind.ENVIRONMENT,
                "Programs may be allowed to run from another folder; it is measured before.",
                0.3,
            ),
            advice(
                "prebuilt",
                "Use a version that needs no build",
                "A ready-made wheel starts no compiler and no build program.",
                0.4,
            ),
        ),
    )
