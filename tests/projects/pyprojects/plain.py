"""Files of projects that say little about uv: what other tools and habits leave around the dependencies."""

PLAIN = {
    "as uv makes it": """\
[project]
name = "fresh"
version = "0.1.0"
description = "Add your description here"
readme = "README.md"
requires-python = ">=3.11"
dependencies = []
""",
    "no dependencies at all": """\
[project]
name = "bare"
version = "1"
requires-python = ">=3.11"
""",
    "one line": """\
[project]
name = "short"
version = "1"
requires-python = ">=3.11"
dependencies = ["acme-core", "zeta>=1"]
""",
    "one line without blanks": """\
[project]
name="tight"
version="1"
requires-python=">=3.11"
dependencies=["acme-core","blue-sky","zeta"]
[tool.uv.sources]
acme-core={path="vendor/acme_core-1-py3-none-any.whl"}
""",
    "blanks inside brackets": """\
[ project ]
name    = "aligned"
version = "1"
requires-python = ">=3.11"
dependencies = [ "zeta", "acme-core" ]

[ tool . uv . sources ]
zeta      = { path = "vendor/zeta-1-py3-none-any.whl" }
acme-core = { path = "vendor/acme_core-1-py3-none-any.whl" } # the first release
""",
    "literal strings": """\
[project]
name = 'literal'
version = '1'
requires-python = '>=3.11'
dependencies = [
  'acme-core',
  'zeta ; python_version >= "3.11"',
]

[tool.uv.sources]
acme-core = { path = 'vendor/acme_core-1-py3-none-any.whl' }
""",
    "headings between the dependencies": """\
# The reporting tools of the desk.

[project]
name = "reports"
version = "2024.1"
requires-python = ">=3.11" # see the wiki
dependencies = [
    # numbers
    "zeta>=1", # pinned by risk
    "acme-core",

    # pictures
    "acme-plots",
    # "blue-sky",   not yet
]

# --- tools ---
[tool.black]
line-length = 100
""",
    "a comment behind the bracket": """\
[project]
name = "opening"
version = "1"
requires-python = ">=3.11"
dependencies = [ # keep sorted
    "acme-core",   # a
    "blue-sky",    # b
    "zeta"         # last, without a comma
] # end

[tool.uv.sources] # local files
# acme-core = { path = "../acme-core" }
blue-sky = { path = "vendor/blue_sky-1-py3-none-any.whl" } # until it is on the index
""",
    "hanging list": """\
[project]
name = "hanging"
version = "1"
requires-python = ">=3.11"
dependencies = ["acme-core",
                "acme-plots",
                "zeta"]
""",
    "hanging list that is not sorted": """\
[project]
name = "hanging"
version = "1"
requires-python = ">=3.11"
dependencies = ["zeta", "acme-core",
                "blue-sky", "acme-plots",
                ]
""",
    "commas in front": """\
[project]
name = "haskell"
version = "1"
requires-python = ">=3.11"
dependencies =
  [ "acme-core"   # one
  , "blue-sky"
  , "zeta"        # three
  ]
""".replace("dependencies =\n  [", "dependencies = [").replace('[ "acme-core"', '[\n    "acme-core"'),
    "an empty list over lines": """\
[project]
name = "hollow"
version = "1"
requires-python = ">=3.11"
dependencies = [
    # nothing yet
]
""",
    "an empty list with a bracket below": """\
[project]
name = "hollow"
version = "1"
requires-python = ">=3.11"
dependencies = [
]
keywords = ["a", "b"]
""",
    "names in every spelling": """\
[project]
name = "Spelling.Test"
version = "1"
requires-python = ">=3.11"
dependencies = [
    "Acme_Core>=1",
    "acme.plots",
    "BLUE-sky",
]
[tool.uv.sources]
Acme_Core = { path = "vendor/acme_core-1-py3-none-any.whl" }
"acme.plots" = { path = "vendor/acme_plots-1-py3-none-any.whl" }
""",
    "extras, markers and brackets in texts": """\
[project]
name = "markers"
version = "1"
requires-python = ">=3.11"
description = "a [tool.uv.sources] in a text # is no header"
dependencies = [
    "acme-core[fast,big] >=1,<2 ; sys_platform == 'win32' or sys_platform == 'linux'",
    "zeta ; python_version < '4' and platform_machine != 'riscv[64]'",
]
""",
}
