"""Jobs run by Firebell's clock, also where that is not the machine's."""

from datetime import timedelta
from pathlib import Path

import pytest
from harness import Ahead, Bell, Workspace


@pytest.mark.parametrize("days", [-2, 2])
async def test_they_run_whatever_the_machine_says(workspace: Workspace, tmp_path: Path, days: int) -> None:
    bell = await Bell(workspace, tmp_path / "firebell.db", clock=Ahead(timedelta(days=days))).start()
    await bell.ready()
    await bell.stop()
