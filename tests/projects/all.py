"""The projects that settings are tried on, besides the reference project of the demo."""

from tests.projects import single, sourced
from tests.projects.written import RealProject

PROJECTS: tuple[RealProject, ...] = (
    single.DATA_SCIENCE,
    single.DJANGO,
    single.HATCH_LIBRARY,
    single.SRC_LAYOUT,
    single.WINDOWS_EDITOR,
    single.DOTTED_KEYS,
    sourced.WORKSPACE,
    sourced.MEMBER,
    sourced.PRIVATE_INDEXES,
    sourced.FLAT,
    sourced.COMMENTS,
    sourced.MULTI_INDEX,
    sourced.LEGACY,
)
