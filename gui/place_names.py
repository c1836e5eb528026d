"""Words for places as such: what each is called, who decided it, and how renames fare there."""

from PySide6.QtCore import QCoreApplication

from core.model.measurements import Verdict
from core.model.settings import Origin, OriginKind, PlaceKind

translate = QCoreApplication.translate


def place_word(kind: PlaceKind) -> str:
    """Name a place inside a sentence."""
    match kind:
        case PlaceKind.CACHE:
            return translate("places", "cache")
        case PlaceKind.TEMP:
            return translate("places", "temp folder")
        case PlaceKind.ENVIRONMENT:
            return translate("places", "environment")


def place_label(kind: PlaceKind) -> str:
    """Name a place as a label."""
    match kind:
        case PlaceKind.CACHE:
            return translate("places", "Cache")
        case PlaceKind.TEMP:
            return translate("places", "Temp")
        case PlaceKind.ENVIRONMENT:
            return translate("places", "Environment")


def origin_text(origin: Origin) -> str:  # noqa: PLR0911 - one line an origin
    """Say who decided a value, in a few words; ``origin_detail`` has the file or variable."""
    match origin.kind:
        case OriginKind.DEFAULT:
            return translate("places", "uv's default")
        case OriginKind.SYSTEM:
            return translate("places", "set by the system's uv.toml")
        case OriginKind.USER:
            return translate("places", "set by your uv.toml")
        case OriginKind.PROJECT:
            return translate("places", "set by the project")
        case OriginKind.ENVIRONMENT:
            return translate("places", "set by {variable}").format(
                variable=origin.path or translate("places", "a variable")
            )
        case OriginKind.PROFILE:
            return translate("places", "chosen in Wheelyard")
        case OriginKind.POLICY:
            return translate("places", "set by policy")


def origin_detail(origin: Origin) -> str:
    """Say who decided a value, with the file where there is one."""
    if origin.path is None or origin.kind is OriginKind.ENVIRONMENT:
        return origin_text(origin)
    return translate("places", "{who}: {path}").format(who=origin_text(origin), path=origin.path)


def verdict_text(verdict: Verdict) -> str:
    """Say a probe's verdict in a word or two."""
    match verdict:
        case Verdict.CLEAR:
            return translate("places", "Clear")
        case Verdict.SLOW:
            return translate("places", "Slow")
        case Verdict.REFUSED:
            return translate("places", "Refused")
        case Verdict.UNUSABLE:
            return translate("places", "Unusable")
