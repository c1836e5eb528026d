"""Where a value comes from, in words for a sentence about what has to change there."""

from core.model.settings import Origin, OriginKind


def where_said(origin: Origin) -> str:
    """Return who says a value: a file with its line, a variable, the person's choice."""
    match origin.kind:
        case OriginKind.PROFILE:
            return "your choice for this project"
        case OriginKind.DEFAULT:
            return "where uv puts it by itself"
        case OriginKind.ENVIRONMENT:
            return f"the variable {origin.path}"
        case _:
            return f"{origin.path}, line {origin.line}" if origin.line is not None else str(origin.path)


def how_to_take_out(origin: Origin, what: str) -> str:
    """Return the sentence on how ``what`` goes away where it was said."""
    match origin.kind:
        case OriginKind.PROFILE:
            return "Take the choice back in Wheelyard's settings of this project."
        case OriginKind.ENVIRONMENT:
            return f"Take the variable {origin.path} away."
        case _:
            return f"Take {what} out of {where_said(origin)}."
