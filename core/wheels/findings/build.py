"""A rule about sdists whose build needs a compiler."""

from collections.abc import Iterator

from core.model.checks import Check, CheckStatus
from core.model.wheels import FileKind
from core.wheels.findings.making import add_file, finding
from core.wheels.findings.subject import FindingsSubject

COMPILING = frozenset({"needs-compiler", "may-need-compiler"})
"""The troubles of an sdist that say so."""


def needs_compiler(subject: FindingsSubject) -> Iterator[Check]:
    """Find sdists that have code to compile; a wheel of the same version in a yard is offered."""
    for source in subject.sources.sources:
        file = subject.file_of(source)
        why = [each.sentence for each in file.troubles if each.id in COMPILING] if file is not None else []
        if file is None or file.kind is not FileKind.SDIST or not (why or file.needs_compiler):
            continue
        here = "Whether one is here is not known."
        if subject.compiler is not None:
            here = f"Here {subject.compiler} is found; who has none cannot build it."
        elif subject.compiler_known:
            here = "None is found on this computer."
        wheels = [
            each
            for each in subject.nearby
            if each.name == source.package and each.version == file.version and each.kind is FileKind.WHEEL
        ]
        yield finding(
            "source-needs-compiler",
            CheckStatus.WARN,
            f"{source.written_name} {'has' if file.needs_compiler else 'may have'} to be compiled",
            f"{source.path} is a source distribution. {' '.join(why) or 'Building it needs a compiler.'} That "
            f"holds for every computer that installs it. {here} A wheel needs none.",
            source,
            remedies=(
                add_file(subject.project, each.path, f"Use the wheel {each.path.name}", alone=len(wheels) == 1)
                for each in wheels
            ),
        )
