r"""Group Policy templates of Wheelyard's policy, and the table of its documentation, made from the declarations.

``python -m installer.policy_templates OUT_DIR`` writes ``Wheelyard.admx`` with its texts in ``en-US`` and ``de-DE``, as
they go into ``PolicyDefinitions``; with ``--document FILE`` it renews the table in that Markdown file instead.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from core.system.policy_declared import DECLARED, Language, PolicyDeclaration, PolicyKind
from core.system.policy_sources import KEY

FILE_NAME = "Wheelyard"
_NAMESPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_REVISION = "1.0"
_BEGIN, _END = "<!-- made by installer.policy_templates: begin -->", "<!-- made by installer.policy_templates: end -->"
_COMMON = {
    Language.ENGLISH: {
        "Category": "Wheelyard",
        "Category_Help": "What the company decides for Wheelyard, the environment manager of uv projects.",
        "Supported": "Wheelyard on Windows 10, version 1809, or later",
        "About": "Policy of Wheelyard",
    },
    Language.GERMAN: {
        "Category": "Wheelyard",
        "Category_Help": "Was das Unternehmen für Wheelyard entscheidet, das Umgebungen von uv-Projekten verwaltet.",
        "Supported": "Wheelyard unter Windows 10, Version 1809, oder neuer",
        "About": "Richtlinien für Wheelyard",
    },
}


def admx() -> str:
    """Return the template: every value of policy as a setting for computers and for users."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<policyDefinitions xmlns="{_NAMESPACE}" revision="{_REVISION}" schemaVersion="1.0">',
        "  <policyNamespaces>",
        '    <target prefix="wheelyard" namespace="Wheelyard.Policies.Wheelyard" />',
        "  </policyNamespaces>",
        f'  <resources minRequiredRevision="{_REVISION}" />',
        "  <supportedOn>",
        "    <definitions>",
        '      <definition name="Supported" displayName="$(string.Supported)" />',
        "    </definitions>",
        "  </supportedOn>",
        "  <categories>",
        '    <category name="Category" displayName="$(string.Category)" explainText="$(string.Category_Help)" />',
        "  </categories>",
        "  <policies>",
        *(line for declaration in DECLARED for line in _policy(declaration)),
        "  </policies>",
        "</policyDefinitions>",
    ]
    return _text(lines)


def adml(language: Language) -> str:
    """Return the texts of the template in one language."""
    common = _COMMON[language]
    strings = {name: text for name, text in common.items() if name != "About"}
    for declaration in DECLARED:
        words = declaration.words(language)
        strings |= {_ident(declaration): words.label, f"{_ident(declaration)}_Help": words.help}
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<policyDefinitionResources xmlns="{_NAMESPACE}" revision="{_REVISION}" schemaVersion="1.0">',
        f"  <displayName>{escape(common['About'])}</displayName>",
        f"  <description>{escape(common['Category_Help'])}</description>",
        "  <resources>",
        "    <stringTable>",
        *(f"      <string id={quoteattr(name)}>{escape(text)}</string>" for name, text in strings.items()),
        "    </stringTable>",
        "    <presentationTable>",
        *(line for declaration in DECLARED for line in _presentation(declaration, language)),
        "    </presentationTable>",
        "  </resources>",
        "</policyDefinitionResources>",
    ]
    return _text(lines)


def write_templates(folder: Path) -> tuple[Path, ...]:
    """Write the template and its texts below ``folder``, and return the files."""
    files = {folder / f"{FILE_NAME}.admx": admx()}
    files |= {folder / language.value / f"{FILE_NAME}.adml": adml(language) for language in Language}
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return tuple(files)


def table() -> str:
    """Return the table of the documentation, in Markdown."""
    lines = ["| name | holds | in the registry | does |", "| --- | --- | --- | --- |"]
    for each in DECLARED:
        kind = f"`{each.kind.registry_type}`" + (f" or subkey `{each.name.value}`" if each.kind.is_list else "")
        lines.append(f"| `{each.name.value}` | {each.kind.value} | {kind} | {each.english.help} |")
    return "\n".join(lines)


def example() -> str:
    """Return the example of the documentation: every value as the file has it."""
    return "\n".join(["```toml", *(each.example for each in DECLARED), "```"])


def documented(text: str) -> str:
    """Return a document with table and example renewed; raises ValueError where it has no place for them."""
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"The document has no lines {_BEGIN} and {_END}.")
    return f"{before}{_BEGIN}\n{table()}\n\n{example()}\n{_END}{after}"


def main(words: list[str]) -> int:
    """Write templates, or renew a document, as the command line says; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m installer.policy_templates", description=__doc__)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("folder", nargs="?", type=Path, metavar="OUT_DIR", help="write the templates below it")
    where.add_argument("--document", type=Path, metavar="FILE", help="renew the table in a Markdown file")
    arguments = parser.parse_args(words)
    if arguments.document is not None:
        document: Path = arguments.document
        document.write_text(documented(document.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    else:
        write_templates(arguments.folder)
    return 0


def _ident(declaration: PolicyDeclaration) -> str:
    return "".join(part.capitalize() for part in declaration.name.value.split("_"))


def _policy(declaration: PolicyDeclaration) -> Iterator[str]:
    ident, name = _ident(declaration), declaration.name.value
    of_flag = declaration.kind is PolicyKind.FLAG
    more = f"valueName={quoteattr(name)}" if of_flag else f'presentation="$(presentation.{ident})"'
    yield (
        f'    <policy name="{ident}" class="Both" displayName="$(string.{ident})" '
        f'explainText="$(string.{ident}_Help)" key={quoteattr(KEY)} {more}>'
    )
    yield '      <parentCategory ref="Category" />'
    yield '      <supportedOn ref="Supported" />'
    if of_flag:
        yield '      <enabledValue><decimal value="1" /></enabledValue>'
        yield '      <disabledValue><decimal value="0" /></disabledValue>'
    else:
        yield f"      <elements>{_element(declaration)}</elements>"
    yield "    </policy>"


def _element(declaration: PolicyDeclaration) -> str:
    ident, name = _ident(declaration), declaration.name.value
    expandable = ' expandable="true"' if declaration.kind.has_variables else ""
    if declaration.kind.is_list:
        # An empty prefix numbers the values; without one the editor would take each item for its own name.
        key = quoteattr(rf"{KEY}\{name}")
        return f'<list id="{ident}" key={key} valuePrefix=""{expandable} />'
    return f'<text id="{ident}" valueName={quoteattr(name)} required="true"{expandable} />'


def _presentation(declaration: PolicyDeclaration, language: Language) -> Iterator[str]:
    ident, label = _ident(declaration), escape(declaration.words(language).label)
    match declaration.kind:
        case PolicyKind.FLAG:
            return
        case kind if kind.is_list:
            shown = f'<listBox refId="{ident}">{label}</listBox>'
        case _:
            shown = f'<textBox refId="{ident}"><label>{label}</label></textBox>'
    yield f'      <presentation id="{ident}">{shown}</presentation>'


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\r\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
