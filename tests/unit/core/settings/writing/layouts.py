"""Files of settings in the odd forms that people give them; each is good TOML that uv takes."""

from pathlib import Path

PROJECT = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\n'

TABLES = {
    "none": "",
    "plain": '\n[tool.uv]\nlink-mode = "copy"  # OneDrive\n# kept\n\n# others\n[tool.ruff]\nline-length = 120\n',
    "dotted in tool": "\n[tool]\nuv.link-mode = 'copy' # why\nruff.line-length = 99\n",
    "inline": '[tool]\nuv = { link-mode = "copy", find-links = ["a"], sources = { x = { path = "x" } } } #\nz.a = 1\n',
    "inline and empty": "\n[tool]\nuv = {}\n",
    "empty and last": "\n[other]\na = 1\n[tool.x]\nb = 2\n[tool.uv]\n",
    "only tables below": '\n# where from\n[tool.uv.sources]\nx = { path = "x" }\n\n[tool.uv.pip]\nlink-mode = "copy"\n',
    "table above comes last": (
        '\n[tool.uv.sources]\nx = { path = "x" }\n[tool.ruff]\nselect = ["A"] # rules\n'
        "[tool.uv]\noffline = true\n[tool]\nz.a = 1\n"
    ),
    "indexes": (
        '\n[[tool.uv.index]] # first\nname = "corp"\nurl = "https://corp.example/simple"\n'
        'publish-url = "https://corp.example/upload" # ours\n\n# the second\n[[tool.uv.index]]\n'
        "url = \"https://second.example/simple\"\nname = 'second'\nexplicit = true\n\n# rules\n[tool.ruff]\nx = 1\n"
    ),
    "indexes apart": (
        '\n[[tool.uv.index]]\nname = "corp"\nurl = "https://corp.example/simple"\n[tool.uv.sources]\n'
        'x = { index = "corp" }\n'
        '[[tool.uv.index]]\nname = "second"\nurl = "https://second.example/simple"\nignore-error-codes = [401]\n'
    ),
    "indexes with a table of their own": (
        '\n[[tool.uv.index]]\nname = "corp"\nurl = "https://corp.example/simple"\n'
        '[tool.uv.index.cache-control]\napi = "max-age=600"\n\n[tool.uv]\noffline = true\n'
    ),
    "indexes in one array": (
        "\n[tool.uv]\nindex = [\n  # the first\n"
        '  { name = "corp", url = "https://corp.example/simple", cache-control = { api = "max-age=1" } }, # ours\n'
        '  {name="second", url="https://second.example/simple"}\n]\noffline = true\n'
    ),
    "lists over lines": (
        '\n[tool.uv]\nfind-links = [ # folders\n    "a", # first\n\n    # the second\n    \'b\',\n    "c" # last\n]\n'
        'allow-insecure-host = ["x.example", "y.example",]\nconstraint-dependencies = [\n\t"a<1",\n\t"b<1", ]\n'
    ),
    "long strings": (
        '\n[tool.uv]\ncache-dir = """\\\n   /tmp/c\\\n   """ # [tool.uv] is not here\n'
        "index-strategy = '''first-index'''\n[tool.notes]\ntext = '''\n[tool.uv]\nlink-mode = \"copy\"\n'''\n"
    ),
    "quoted keys": '\n["tool" . "uv"] # odd\n"link-mode" = "copy"\n\'offline\'= true\n\n[tool."a.b"]\n"c d" = 1\n',
    "indented": '\n  [tool.uv]\n    link-mode = "copy"\n\n    offline=true\n  [tool.x]\n    y = 1979-05-27T07:32:00Z\n',
    "old index keys": (
        '\n[tool.uv]\nindex-url = "https://main.example/simple" # main\n'
        'extra-index-url = [\n  "https://one.example/simple", # one\n  "https://two.example/simple",\n]\n'
    ),
}
"""What may follow ``[project]`` in a ``pyproject.toml``."""

LAYOUTS = {name: PROJECT + table for name, table in TABLES.items()} | {
    "dotted from the root": f'tool.uv.cache-dir = "/tmp/c" # here\ntool.x.y = 1\n{PROJECT}',
    "all inline": f"tool = {{ uv = {{ offline = true }}, x = {{ y = 1 }} }}\n{PROJECT}",
    "without an end": f'{PROJECT}[tool.uv]\nlink-mode = "copy"',
    "without an end and tables": f'{PROJECT}[[tool.uv.index]]\nurl = "https://corp.example/simple"',
}


def all_forms(text: str) -> dict[str, str]:
    """Return a file with line ends of both kinds, mixed, and with the mark of UTF-8."""
    lines = text.split("\n")
    mixed = "".join(line + ("\r\n" if number % 3 == 0 else "\n") for number, line in enumerate(lines[:-1])) + lines[-1]
    return {"plain": text, "windows": text.replace("\n", "\r\n"), "mixed": mixed}


def write_bytes(file: Path, text: str) -> None:
    """Write a text without changing its line ends."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
