"""``wheelyard network templates``: what the usual servers of indexes want, and an address made of it."""

from collections.abc import Iterator

from core.cli.arguments import Arguments
from core.cli.exit_status import ExitStatus
from core.cli.printer import Printer
from core.model.index_templates import TEMPLATES, FilledIndex, IndexServer, IndexTemplate, filled, template_of
from core.model.project import InputError
from core.store.documents import to_builtins


def run_templates(arguments: Arguments, printer: Printer) -> int:
    """Print all templates, one of them, or what comes of one that is filled in; return the exit status."""
    if arguments.kind is None:
        printer.result({"templates": [to_builtins(each) for each in TEMPLATES]}, _all_lines())
        return ExitStatus.DONE
    template = _template(arguments.kind)
    if not arguments.fields:
        printer.result({"templates": [to_builtins(template)]}, _lines(template))
        return ExitStatus.DONE
    printer.result(to_builtins(filled_in(arguments)), _filled_lines(template, arguments))
    return ExitStatus.DONE


def filled_in(arguments: Arguments) -> FilledIndex:
    """Return what comes of the template and the fields that were typed; raises InputError for what is wrong."""
    template = _template(arguments.kind or "")
    found = filled(template, _values(arguments.fields, template))
    if found.url is None:
        way_out = f"`wheelyard network templates {template.server}` says more."
        raise InputError(" ".join(found.troubles.values()), way_out)
    return found


def _template(kind: str) -> IndexTemplate:
    try:
        return template_of(IndexServer(kind))
    except ValueError:
        known = ", ".join(server.value for server in IndexServer)
        raise InputError(f"There is no template called {kind}.", f"There are {known}.") from None


def _values(words: list[str], template: IndexTemplate) -> dict[str, str]:
    known = [field.id for field in template.fields]
    values: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name not in known:
            raise InputError(f"{name} is no field of this template.", f"Its fields are {', '.join(known)}.")
        values[name] = value
    return values


def _all_lines() -> Iterator[str]:
    width = max(len(template.server) for template in TEMPLATES)
    for template in TEMPLATES:
        yield f"{template.server:<{width}}  {template.title}: {template.address}"


def _lines(template: IndexTemplate) -> Iterator[str]:
    yield template.title
    yield f"  {template.address}"
    for field in template.fields:
        yield f"  {field.id}: {field.label}, such as {field.example}{'' if field.required else ' (may be left out)'}"
    yield f"  User name: {template.user or 'your own'}"
    yield f"  Secret: {template.token}{f' {template.lives}' if template.lives else ''}"


def _filled_lines(template: IndexTemplate, arguments: Arguments) -> Iterator[str]:
    found = filled_in(arguments)
    yield f"{found.url}"
    words = " ".join(f"--field {field}" for field in arguments.fields)
    yield f"Add it: `wheelyard network add NAME --template {template.server} {words}`."
    yield f"Then store its login: `wheelyard credentials set NAME --user {found.user or 'YOUR-NAME'}`."
    yield f"{template.token}{f' {template.lives}' if template.lives else ''}"
