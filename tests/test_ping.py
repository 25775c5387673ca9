"""`firebell ping`: a webhook that comes is waited for, and one that does not is said to be missing."""

from pathlib import Path

import pytest
from harness import Bell, Workspace, reached
from typed import typed

from bot.store.running import jobs

pytestmark = pytest.mark.pagerduty


def subscribed() -> bool:
    job = jobs.get("pagerduty webhooks")
    return job is not None and job.last_result.startswith("PagerDuty tells")


@pytest.mark.slow
async def test_whether_a_webhook_comes(workspace: Workspace, tmp_path: Path) -> None:
    url, there = f"sqlite:///{tmp_path}/firebell.db", reached()
    given = {**workspace.sandbox.environment, "DATABASE_URL": url}
    unwanted = await typed("ping", folder=tmp_path, environment=given)
    assert "No webhooks are wanted: set PORT and PUBLIC_URL." in unwanted.errors
    unmade = await typed("ping", folder=tmp_path, environment={**given, **there})
    assert "PagerDuty has no subscription for http://127.0.0.1:" in unmade.errors
    bell = await Bell(workspace, url, pagerduty=True, settings=there).start()
    await bell.until(subscribed)
    came = await typed("ping", folder=tmp_path, environment={**given, **there})
    assert (came.code, came.out.startswith("The ping came after ")) == (0, True), came.errors
    await bell.stop()
