"""Files and words that uv cannot follow: its lock file, pyproject.toml, uv.toml, variables, the command line."""

from functools import partial

from core.model.problem import Category
from tests.reproductions.bench import Bench
from tests.reproductions.project_files import source
from tests.reproductions.reproduction import Reproduction


def _outdated(bench: Bench) -> str:
    bench.simple_project()
    bench.well("lock")
    text = (bench.project / "pyproject.toml").read_text("utf-8")
    bench.write("pyproject.toml", text.replace('"0.1"', '"0.2"'))
    return bench.uv("sync", "--locked")


def _no_lock(bench: Bench, *words: str) -> str:
    bench.simple_project()
    return bench.uv(*words)


def _lock_edited(bench: Bench, old: str, new: str, *words: str) -> str:
    bench.simple_project()
    bench.well("lock")
    text = (bench.project / "uv.lock").read_text("utf-8")
    assert old in text
    bench.write("uv.lock", text.replace(old, new, 1))
    return bench.uv(*words)


def _lock_cut(bench: Bench) -> str:
    bench.simple_project()
    bench.well("lock")
    text = (bench.project / "uv.lock").read_text("utf-8")
    bench.write("uv.lock", text[:-60])
    return bench.uv("sync", "--frozen")


def _file(bench: Bench, name: str, text: str) -> str:
    bench.simple_project()
    bench.write(name, text)
    return bench.uv("sync")


def _asked(bench: Bench, *words: str, **variables: str) -> str:
    bench.simple_project()
    return bench.uv(*words, variables=variables)


def _source(bench: Bench, table: str) -> str:
    bench.declare("ice-lamp", more=source("ice-lamp", table))
    return bench.uv("lock")


def _no_project(bench: Bench) -> str:
    bench.project.mkdir(parents=True)
    return bench.uv("sync")


def _requirement(bench: Bench, line: str, *words: str) -> str:
    bench.declare()
    bench.well("venv")
    bench.write("requirements.txt", line + "\n")
    return bench.uv("pip", "install", *words, "-r", "requirements.txt")


_lock = partial(Reproduction, category=Category.LOCKFILE_INVALID)
_wrong = partial(Reproduction, category=Category.CONFIG_INVALID)

REPRODUCTIONS = (
    _lock(name="outdated", how="a project that was changed after its lock, with --locked", make=_outdated),
    _lock(name="not-there", how="no lock file, with --locked", make=lambda b: _no_lock(b, "sync", "--locked")),
    _lock(name="not-there-check", how="the same with lock --check", make=lambda b: _no_lock(b, "lock", "--check")),
    _lock(name="not-there-frozen", how="the same with --frozen", make=lambda b: _no_lock(b, "sync", "--frozen")),
    _lock(
        name="merged",
        how="the marks of a merge in it",
        make=lambda b: _lock_edited(b, "version = 1\n", "<<<<<<< HEAD\nversion = 1\n", "sync"),
    ),
    _lock(name="cut", how="a lock file cut off", make=_lock_cut),
    _lock(
        name="newer",
        how="a lock file of a newer uv",
        make=lambda b: _lock_edited(b, "version = 1\n", "version = 9\n", "lock"),
    ),
    _wrong(
        name="project-toml",
        how="a quote that is missing in pyproject.toml",
        make=lambda b: _file(b, "pyproject.toml", '[project]\nname = "village\n'),
    ),
    _wrong(
        name="project-version",
        how="a version that is missing there",
        make=lambda b: _file(b, "pyproject.toml", '[project]\nname = "village"\n'),
    ),
    _wrong(
        name="uv-toml",
        how="a misspelt setting in uv.toml",
        make=lambda b: _file(b, "uv.toml", 'cache-dri = "caches"\n'),
    ),
    _wrong(
        name="uv-toml-value",
        how="a value there that does not exist",
        make=lambda b: _file(b, "uv.toml", 'link-mode = "teleport"\n'),
    ),
    _wrong(
        name="argument",
        how="an argument that does not exist",
        make=lambda b: _asked(b, "sync", "--no-such-flag"),
    ),
    _wrong(
        name="argument-value",
        how="an argument's value that does not exist",
        make=lambda b: _asked(b, "sync", "--link-mode", "teleport"),
    ),
    _wrong(name="subcommand", how="a misspelt command", make=lambda b: _asked(b, "snyc")),
    _wrong(
        name="arguments",
        how="two arguments that exclude each other",
        make=lambda b: _asked(b, "sync", "--locked", "--frozen"),
    ),
    _wrong(name="group", how="a group that does not exist", make=lambda b: _asked(b, "sync", "--group", "dvelop")),
    _wrong(name="extra", how="an extra that does not exist", make=lambda b: _asked(b, "sync", "--extra", "plots")),
    _wrong(
        name="variable",
        how="a variable with a value that is none",
        make=lambda b: _asked(b, "sync", UV_HTTP_TIMEOUT="soon"),
    ),
    _wrong(
        name="settings-file",
        how="a settings file that is not there",
        make=lambda b: _asked(b, "sync", "--config-file", "nowhere/uv.toml"),
    ),
    _wrong(name="index", how="a source with an index that is not named", make=lambda b: _source(b, '{ index = "a" }')),
    _wrong(
        name="member",
        how="a source that is no member of the workspace",
        make=lambda b: _source(b, "{ workspace = true }"),
    ),
    _wrong(name="requirement", how="half a requirement", make=lambda b: _requirement(b, "snow-globe==")),
    _wrong(
        name="no-hash",
        how="a requirement without a hash where hashes are required",
        make=lambda b: _requirement(b, "snow-globe==1.5", "--require-hashes"),
        package="snow-globe",
        version="1.5",
    ),
    _wrong(name="no-project", how="a folder without a project", make=_no_project),
)
