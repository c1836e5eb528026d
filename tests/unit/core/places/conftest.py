"""Fixtures for what is done in places."""

import pytest

from core.places import copy_entries, copy_file, open_folder


@pytest.fixture(params=["by descriptor", "by path"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copy through open folders, and by whole paths as Windows does."""
    if request.param == "by descriptor" and not open_folder.BY_DESCRIPTOR:
        pytest.skip("this system does not reach files through open folders")
    for module in (open_folder, copy_file, copy_entries):
        monkeypatch.setattr(module, "BY_DESCRIPTOR", request.param == "by descriptor")
