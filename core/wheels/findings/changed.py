"""A rule about files that are not those of the lock any more."""

from collections.abc import Iterator

from core.model.checks import Check, CheckRemedy, CheckStatus
from core.model.commands import Lock
from core.wheels.findings.making import finding, in_project
from core.wheels.findings.subject import FindingsSubject


def since_lock(subject: FindingsSubject) -> Iterator[Check]:
    """Find files with another content than the lock has.

    ``uv lock`` does not see that, and ``uv sync`` then fails with a hash mismatch; only an upgrade of that package
    reads the file anew (measured, uv 0.13.9).
    """
    for source in subject.sources.sources:
        file, locked = subject.file_of(source), subject.locked.get(source.place)
        if file is None or file.sha256 is None or locked is None or file.sha256 == locked:
            continue
        words = ("--upgrade-package", source.package)
        yield finding(
            "source-file-changed",
            CheckStatus.FAIL,
            f"{source.place.name} has changed since the lock",
            f"The lock has the hash {locked[:12]}... for {source.path}, and the file's is {file.sha256[:12]}.... `uv "
            "lock` does not notice, and a sync fails with a hash mismatch. If the new file is the right one, lock it; "
            "if not, bring the old one back.",
            source,
            remedies=(
                CheckRemedy(
                    title=f"Lock {source.written_name} anew, with the file as it is now",
                    command=("wheelyard", "lock", *in_project(subject.project), "--", *words),
                    action=Lock(project=subject.project, uv_args=words),
                ),
            ),
        )
