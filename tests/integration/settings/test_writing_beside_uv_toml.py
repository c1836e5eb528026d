"""What uv takes from the project alone: chosen beside a uv.toml it counts, which the lock of the real uv shows."""

from pathlib import Path

import pytest

from core.model.setting_keys import SettingKey
from tests.integration.repairs.workbench import Workbench
from tests.integration.settings.changes import bench_in, change, changed, file_of, said_of, view_of
from tests.integration.settings.judge import PROJECT, Sources


@pytest.fixture
def bench(tmp_path: Path, sources: Sources) -> Workbench:
    made = bench_in(tmp_path)
    made.project = sources.project
    made.environ = sources.environ
    sources.write(sources.project / "uv.toml", '# the team\'s\nlink-mode = "copy"\nconcurrent-builds = 3\n')
    return made


@pytest.mark.parametrize(
    ("key", "manifest"), [(SettingKey.CONSTRAINTS, "constraints"), (SettingKey.OVERRIDES, "overrides")]
)
def test_it_counts_for_the_real_uv(bench: Workbench, sources: Sources, key: SettingKey, manifest: str) -> None:
    own = (sources.project / "uv.toml").read_bytes()
    said = said_of(changed(bench, change(key, "urllib3<3")))
    assert "does not count" not in said
    assert (sources.project / "uv.toml").read_bytes() == own
    assert file_of(bench).read_text() == f'{PROJECT}\n[tool.uv]\n{key.value} = ["urllib3<3"]\n'
    assert view_of(bench).of(key).value == ("urllib3<3",)
    ended = sources.run("lock", "--offline")
    assert ended.returncode == 0, ended.stderr
    lock = (sources.project / "uv.lock").read_text()
    assert f'{manifest} = [{{ name = "urllib3", specifier = "<3" }}]' in lock
