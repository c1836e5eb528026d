"""Files of projects with sources in every form that TOML and uv know."""

HEAD = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\n'
ACME, ACME_2, BLUE, ZETA = (
    f"vendor/{name}-py3-none-any.whl" for name in ("acme_core-1", "acme_core-2", "blue_sky-1", "zeta-1")
)

SOURCED = {
    "one source": f"""\
{HEAD}dependencies = ["acme-core"]

[tool.uv.sources]
acme-core = {{ path = "{ACME}" }}
""",
    "two platforms in an array": f"""\
{HEAD}dependencies = [
    "acme-core",
]

[tool.uv.sources]
acme-core = [
    {{ path = "{ACME}", marker = "sys_platform == 'win32'" }}, # the desks
    {{ path = "{ACME_2}", marker = "sys_platform != 'win32'" }}, # the cluster
]
""",
    "an array with two blanks and no last comma": f"""\
{HEAD}dependencies = ["acme-core"]

[tool.uv.sources]
acme-core = [
  {{path = "{ACME}", marker = "sys_platform == 'win32'"}},
  {{path = "{ACME_2}", marker = "sys_platform != 'win32'"}}
]
""",
    "an array in one line": f"""\
{HEAD}dependencies = ["acme-core"]
[tool.uv.sources]
acme-core = [{{ path = "{ACME}", marker = "os_name == 'nt'" }}, {{ path = "{ACME_2}", marker = "os_name != 'nt'" }}]
""",
    "a header for each package": f"""\
{HEAD}dependencies = ["acme-core", "blue-sky"]

[tool.uv.sources.acme-core]
path = "{ACME}"

# from the second floor
[tool.uv.sources.blue-sky]
path = "{BLUE}"

[tool.ruff]
line-length = 120
""",
    "headers in double brackets": f"""\
{HEAD}dependencies = ["acme-core"]

[[tool.uv.sources.acme-core]]
path = "{ACME}"
marker = "sys_platform == 'win32'"

[[tool.uv.sources.acme-core]] # the others
path = "{ACME_2}"
marker = "sys_platform != 'win32'"
""",
    "a table and headers below it": f"""\
{HEAD}dependencies = ["acme-core", "zeta"]
[tool.uv.sources]
zeta = {{ path = "{ZETA}" }}
[tool.uv.sources.acme-core]
path = "{ACME}" # first
""",
    "headers first, the table later": f"""\
[tool.uv.sources.acme-core]
path = "{ACME}"

{HEAD}dependencies = ["acme-core", "zeta"]

[tool.uv]
package = false

[tool.uv.sources]
zeta = {{ path = "{ZETA}" }}
""",
    "dotted keys in the table": f"""\
{HEAD}dependencies = ["acme-core"]

[tool.uv.sources]
acme-core.path = "{ACME}" # dots
acme-core.marker = "sys_platform != 'nothing'"
""",
    "dotted keys in tool.uv": f"""\
{HEAD}dependencies = ["acme-core"]

[tool.uv]
package = false
sources.acme-core = {{ path = "{ACME}" }}
# the end of it
""",
    "dotted keys in tool": f"""\
{HEAD}dependencies = ["acme-core"]

[tool]
uv.package = false
uv.sources.acme-core.path = '{ACME}'
ruff.line-length = 99
""",
    "dotted keys from the root": f"""\
project.name = "dotted"
project.version = "1"
project.requires-python = ">=3.11"
project.dependencies = ["acme-core"]
tool.ruff.line-length = 99
tool.uv.link-mode = "copy" # OneDrive
tool.uv.sources.acme-core = {{ path = "{ACME}" }}
tool."black" = {{ line-length = 3 }}
""",
    "dotted keys without sources": f"""\
tool.uv.package = false
tool.x.y = 1
{HEAD}dependencies = []
""",
    "dotted in tool without sources": f"""\
{HEAD}
[tool]
uv.package = false # data only
x.y = 1

[other]
a = 1
""",
    "sources inline": f"""\
{HEAD}dependencies = ["acme-core"]

[tool.uv]
package = false
sources = {{ acme-core = {{ path = "{ACME}" }} }} # all of them
offline = true
""",
    "uv inline": f"""\
{HEAD}dependencies = ["acme-core"]

[tool]
uv = {{ package = false, sources = {{ acme-core = {{ path = "{ACME}" }} }} }}
other = 1

[tool.x]
y = 1
""",
    "uv inline without sources": f"""\
{HEAD}dependencies = ["acme-core"]
[tool]
uv = {{ package = false }}
""",
    "uv inline with dotted sources": f"""\
{HEAD}dependencies = ["acme-core"]
[tool]
uv = {{ sources.acme-core = {{ path = "{ACME}" }}, package = false }} # all
""",
    "everything inline": """\
tool = { uv = { package = false }, x = { y = 1 } }
project = { name = "a", version = "1", requires-python = ">=3.11", dependencies = ["acme-core"] }
""",
    "quoted keys": f"""\
["project"]
"name" = "quoted"
'version' = "1"
"requires-python" = ">=3.11"
"dependencies" = ["acme-core"]

["tool" . 'uv'."sources"]
"acme-core" = {{ "path" = "{ACME}" }}
""",
    "indented headers": f"""\
{HEAD}dependencies = ["acme-core"]
  [tool.uv]
    package = false
    [tool.uv.sources]
      acme-core = {{ path = "{ACME}" }}

  [tool.x]
    y = 1979-05-27T07:32:00Z
""",
    "indented headers for each package": f"""\
{HEAD}dependencies = ["acme-core"]
  [tool.uv]
    package = false
  [tool.uv.sources.acme-core]
    path = "{ACME}"
  [tool.x]
    y = [1, 2,
      3]
""",
    "sources that serve nothing here": f"""\
{HEAD}dependencies = ["zeta"]

[tool.uv.sources]
# internal
far-away = {{ git = "https://git.example/far-away", tag = "v1.0" }}
on-index = {{ index = "house" }}   # private
editable = {{ path = "../editable", editable = true }}
windows  = {{ path = 'C:\\wheels\\windows-1-py3-none-any.whl' }}

[[tool.uv.index]]
name = "house"
url = "https://house.example/simple"
explicit = true
""",
    "windows paths": f"""\
{HEAD}dependencies = []

[tool.uv.sources]
one = {{ path = 'D:\\share\\one-1-py3-none-any.whl' }}
two = {{ path = "\\\\\\\\server\\\\share\\\\two-1-py3-none-any.whl" }}
""",
    "a comment in an emptied table": f"""\
{HEAD}dependencies = []

[tool.uv.sources]
# acme-core = {{ path = "../acme-core" }}

[tool.other]
x = 1
""",
    "settings, an index and no sources": f"""\
{HEAD}dependencies = ["acme-core"]

[tool.uv]
package = false
constraint-dependencies = [
    # see ticket 4711
    "zeta<5",

    "blue-sky>=1",   # later
]
index-strategy = "unsafe-best-match"    # three indexes carry the same names

[[tool.uv.index]]
# ours
name = "house"
url = "https://house.example/simple"
explicit = true
cache-control = {{ files = "max-age=365000000, immutable" }}

[tool.black]
line-length = 120
# the end
""",
    "a table of an index below": f"""\
{HEAD}dependencies = ["acme-core"]

[[tool.uv.index]]
name = "house"
url = "https://house.example/simple"
explicit = true
[tool.uv.index.cache-control]
api = "max-age=600"

[tool.other]
x = 1
""",
    "nothing between the tables": f"""\
{HEAD}dependencies = ["acme-core"]
[tool.uv]
package = false
[tool.uv.sources]
acme-core = {{ path = "{ACME}" }}
[tool.uv.pip]
strict = true
[tool.ruff]
line-length = 99
""",
    "two blank lines between the tables": f"""\
{HEAD}dependencies = ["acme-core"]


[tool.uv]
package = false


[tool.uv.sources]
acme-core = {{ path = "{ACME}" }}


[tool.ruff]
line-length = 99


""",
    "a source in a group": f"""\
{HEAD}dependencies = []

[dependency-groups]
test = ["acme-core"]

[tool.uv.sources]
acme-core = [
    {{ path = "{ACME}", group = "test" }},
]
""",
}
