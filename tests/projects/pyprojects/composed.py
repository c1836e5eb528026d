"""Files composed of hand-written parts: each list of dependencies meets sources, tables around and line ends."""

from tests.projects.pyprojects.sourced import ACME, BLUE, HEAD, ZETA

DEPENDENCIES = (
    "",
    "dependencies = []\n",
    'dependencies = ["acme-core"]\n',
    'dependencies = ["zeta", "acme-core",]\n',
    'dependencies = [ "acme-core", "zeta" ] # two\n',
    'dependencies = [\n    "acme-core",\n    "zeta",\n]\n',
    'dependencies = [\n  "zeta"\n]\n',
    "dependencies = [\n\t'acme-core' , # core\n\t'zeta'\n]\n",
    'dependencies = [\n    "zeta", "acme-core",\n    "blue-sky",\n] # all\n',
    'dependencies = [\n    # one\n    "acme-core" # core\n    # two\n    , "zeta"\n]\n',
    'dependencies = [\n    "acme-core",\n\n    # ours\n    "acme-plots", # plots\n    "zeta", ]\n',
    'dependencies = ["zeta"\n  ,"acme-core"\n]\n',
    'dependencies = [\n"acme-core",\n"Blue_Sky",\n"zeta",\n]\n',
)
SOURCES = (
    "",
    f'[tool.uv.sources]\nacme-core = {{ path = "{ACME}" }}\n',
    f"[tool.uv.sources]\n# files\nacme-core = {{path='{ACME}'}} # ours\n# the end\n",
    f'[tool.uv.sources]\nacme-core = [\n\t{{ path = "{ACME}" }}, # one\n]\nzeta = {{ path = "{ZETA}" }}\n',
    f'[tool.uv.sources.zeta]\npath = "{ZETA}" # z\n',
    f'[[tool.uv.sources.zeta]]\n# z\npath = "{ZETA}"\n',
    f'[tool.uv.sources]\nblue-sky.path = "{BLUE}"\nzeta.path = "{ZETA}"\n',
    f'[tool.uv]\nsources.zeta = {{ path = "{ZETA}" }}\nsources.acme-core.path = "{ACME}"\n',
    f'[tool.uv]\nsources = {{ zeta = {{ path = "{ZETA}" }}, blue-sky = {{ path = "{BLUE}" }} }}\npackage = false\n',
    "[tool.uv]\npackage = false # data\n",
    "[tool.uv.sources]\nelsewhere = [\n  # far\n  {git = 'https://git.example/x', marker = 'os_name == \"nt\"' },\n]\n",
)
AROUND = (
    ("", ""),
    ("# made by hand\n\n", "\n[tool.ruff]\nline-length = 99\n"),
    ("[build-system]\nrequires = []\nbuild-backend = 'x'\nbackend-path = ['.']\n\n", ""),
    ("", "\n\n# groups\n[dependency-groups]\ndev = [{ include-group = 'a' }, \"zeta\"]\na = []\n"),
    ("[tool.black]\nskip = '''\n]\n'''\n", "[tool.x]\ny = {}\n# the end"),
    ("", '\n[[tool.uv.index]]\nname = "house"\nurl = "https://house.example/simple"\nexplicit = true\n'),
    ("[tool.a]\nb = [[1], [2, 3]]\n[tool.a.c]\nd = 1e3\n\n", "\n[project.urls]\nHome = 'https://a.example'\n"),
)


def composed(count: int) -> dict[str, str]:
    """Return ``count`` files, each another choice of parts; strides without a common factor let all parts meet."""
    found: dict[str, str] = {}
    for number in range(count):
        dependencies = DEPENDENCIES[number % len(DEPENDENCIES)]
        sources = SOURCES[(number * 3) % len(SOURCES)]
        above, below = AROUND[(number * 2) % len(AROUND)]
        middle = f"{HEAD}{dependencies}"
        apart = "\n" if number % 4 else ""
        text = f"{above}{middle}{apart}{sources}{below}"
        if number % 5 == 3 and sources:
            text = f"{above}{sources}{apart}{middle}{below}"
        found[f"composed {number}"] = _form(text, number)
    return found


def _form(text: str, number: int) -> str:
    match number % 6:
        case 1:
            return text.replace("\n", "\r\n")
        case 2:
            return "\ufeff" + text
        case 3:
            return text.rstrip("\n")
        case 4:
            lines = text.splitlines(keepends=True)
            return "".join(line.replace("\n", "\r\n") if place % 3 == 1 else line for place, line in enumerate(lines))
        case 5 if number % 12 == 5:
            return "\ufeff" + text.replace("\n", "\r\n").rstrip("\r\n")
        case _:
            return text
