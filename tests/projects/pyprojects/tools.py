"""Files of projects as other tools, long lines, other alphabets and careless editors leave them."""

TOOLS = {
    "setuptools": """\
[build-system]
requires = ["setuptools>=68", "wheel"]
build-backend = "setuptools.build_meta"

[project]
name = "classic"
version = "3.2.1"
authors = [
    {name = "A. Person", email = "a.person@example.com"},
    {name = "B. Person"},
]
requires-python = ">=3.11"
classifiers = [
    "Programming Language :: Python :: 3",
    "Private :: Do Not Upload",
]
dependencies = [
    "acme-core",
    "zeta",
]

[project.scripts]
classic = "classic.cli:main"

[project.optional-dependencies]
plots = ["acme-plots"]
all = [
    "acme-plots",
    "blue-sky",
]

[tool.setuptools]
package-dir = {"" = "src"}

[tool.setuptools.packages.find]
where = ["src"]

[tool.setuptools.package-data]
"*" = ["*.json", "py.typed"]
""",
    "hatch": """\
[project]
name = "hatched"
version = "0.4"
requires-python = ">=3.11"
dependencies = [
  "acme-core~=1.0",
]

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[tool.hatch.build.targets.wheel]
packages = ["src/hatched"]

[tool.hatch.envs.default]
dependencies = ["pytest", "nothing-of-ours"]
[tool.hatch.envs.default.scripts]
test = "pytest {args:tests}"

[[tool.hatch.envs.all.matrix]]
python = ["3.11", "3.12"]
""",
    "poetry beside the standard": """\
[tool.poetry]
package-mode = false
packages = [{ include = "moved" }]

[tool.poetry.dependencies]
python = "^3.11"
acme-core = { version = "^1", optional = true }

[tool.poetry.group.dev.dependencies]
pytest = "*"

[project]
name = "moved"
version = "1.0.0"
requires-python = ">=3.11,<4"
dependencies = [
    "acme-core (>=1,<2)",
    "zeta (>=1)"
]
""",
    "many tools behind": '''\
[project]
name = "linted"
version = "1"
requires-python = ">=3.11"
dependencies = ["acme-core"]

[tool.ruff]
line-length = 100
[tool.ruff.lint]
select = ["E", "F", "I"]  # nxpy is none of these
[tool.mypy]
strict = true

[[tool.mypy.overrides]]
module = "acme.*"
ignore_missing_imports = true

[[tool.mypy.overrides]]
module = ["blue.*", "zeta"]
[tool.pytest.ini_options]
addopts = """
-q
--strict-markers  # [project]
"""
[tool.coverage.report]
exclude_also = [
    'if TYPE_CHECKING:',
    "@(abc\\\\.)?abstractmethod", ]
''',
    "a very long line": """\
[project]
name = "wide"
version = "1"
requires-python = ">=3.11"
keywords = ["k0", """
    + ", ".join(f'"word{number}"' for number in range(800))
    + """] # long
dependencies = ["acme-core", "acme-plots", "blue-sky", "zeta >= 1, < 3, != 1.5.1, != 1.5.2, != 1.5.3, != 1.5.4, != 1.6"]
""",
    "names of people and places": """\
# Größe & Maße GmbH — Абвгд — 漢字 — 🛠
[project]
name = "berichte"
version = "1"
description = 'Für "Ämter" ½ Preis'
authors = [{ name = "Jürgen Łukasz Ñandú" }]
requires-python = ">=3.11"
dependencies = [
    "acme-core", # für Müller
    "zeta",      # 必要
]
""",
    "indented with tabs": """\
[project]
name = "tabs"
version = "1"
requires-python = ">=3.11"
dependencies = [
\t"acme-core",
\t"zeta",\t# tab
]

[tool.uv.sources]
\tacme-core = { path = "vendor/acme_core-1-py3-none-any.whl" }
""",
    "blanks at line ends": """\
[project]~~
name = "ragged"~~~
version = "1"\t
requires-python = ">=3.11"~~
dependencies = [~~
    "acme-core",~~
    "zeta",~~~
]~~~
~~~
[tool.other]~~
x = 1~~


""".replace("~", " "),
    "a text over lines": """\
[project]
name = "prose"
version = "1"
description = '''
dependencies = ["none"]
[tool.uv.sources]
nothing = { path = "x" }
'''
requires-python = ">=3.11"
dependencies = [
    \"\"\"acme-core\"\"\",
    '''zeta''',
]
""",
}
