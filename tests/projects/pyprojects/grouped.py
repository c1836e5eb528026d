"""Files of projects with groups, extras and workspaces."""

from tests.projects.pyprojects.sourced import ACME, HEAD

GROUPED = {
    "groups that include others": f"""\
{HEAD}dependencies = [
    "acme-core>=1",
]

[dependency-groups]
dev = [
    "zeta",
    {{include-group = "plots"}},
]
plots = [ {{ include-group = "base" }}, "acme-plots" ]
base = []

[tool.uv]
default-groups = "all"
""",
    "groups above the project": f"""\
[dependency-groups]
lint = ["blue-sky"] # quick
# docs = ["zeta"]

{HEAD}dependencies = ["zeta"]
""",
    "extras that conflict": f"""\
{HEAD}dependencies = ["acme-core"]
[project.optional-dependencies]
cpu = ["zeta"]
cuda = ["zeta", "acme-plots ; sys_platform == 'linux'"]

[tool.uv]
conflicts = [
    [ {{ extra = "cpu" }},
      {{ extra = "cuda" }} ],
]
environments = [
    "sys_platform == 'linux' and platform_machine == 'x86_64'", # the cluster
    "sys_platform == 'win32'",                                  # desks
]
""",
    "extras as dotted keys": f"""\
{HEAD}dependencies = ["acme-core"]
optional-dependencies.plots = ["acme-plots"]
optional-dependencies."all of it" = []

[tool.uv]
package = false
""".replace('optional-dependencies."all of it" = []\n', "optional-dependencies.all = []\n"),
    "the old list for developers": f"""\
{HEAD}dependencies = []

[tool.uv]
dev-dependencies = [
    "zeta",
    "acme-core", # tests
]
package = false
""",
    "a workspace without members": f"""\
{HEAD}dependencies = ["acme-core"]

[tool.uv.workspace]
members = []
exclude = ["old/*"]

[tool.uv.sources]
acme-core = {{ path = "{ACME}" }}
""",
    "a workspace whose root is the project": f"""\
{HEAD}dependencies = ["acme-core"]

[tool.uv.workspace]
members = [
    # "packages/*",
]
""",
    "limits of versions": f"""\
{HEAD}dependencies = ["acme-core", "zeta"]

[tool.uv]
constraint-dependencies = ["zeta<3"]
override-dependencies = []
required-version = ">=0.4"
required-environments = [
    "sys_platform == 'linux'",
]
""",
}
