"""Every secret of the environment is a known word, and found in no log, row, metric, answer or list."""

import json
from pathlib import Path

import pytest
from dumped import around, everything
from harness import Bell, Workspace, reached
from typed import typed

from bot import logs
from bot.integrations.pagerduty.keyring import Keyring
from bot.settings import NAMES
from bot.settings.rules import SECRETS
from bot.store.running import jobs

CANARIES = {
    "METRICS_TOKEN": "canary-of-metrics",
    "SECRET_KEY": "canary-key-that-seals",
    "PAGERDUTY_WEBHOOK_HEADER": "X-Firebell: canary-in-header",
    "PAGERDUTY_WEBHOOK_SECRET": "canary-of-pagerduty,canary-of-pagerduty-next",
    "JIRA_WEBHOOK_SECRET": "canary-of-jira",
    "RT_URL": "http://127.0.0.1:9",
    "RT_TOKEN": "1-14-canary-of-rt",
    "RT_WEBHOOK_SECRET": "canary-with-which-rt-signs",
    "HEARTBEAT_URL": "http://127.0.0.1:9/canary-heartbeat",
}
"""The others are the ones that the sandbox takes."""

METHODS = {"slack": "chat.*", "pagerduty": "*", "jira": "*", "confluence": "*", "port": "*"}
"""What fails in each system, four times in different ways."""


def test_whatever_is_called_like_a_secret_is_one() -> None:
    words = ("token", "secret", "key", "header", "password")
    assert {name for name in NAMES if name.endswith(words)} <= set(SECRETS)


@pytest.mark.slow
async def test_no_secret_gets_out(
    workspace: Workspace, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    url, given = f"sqlite:///{tmp_path}/firebell.db", {**reached(), **CANARIES, "CONFLUENCE_SPACE": "OPS"}
    bell = Bell(workspace, url, settings=given, pagerduty=True, jira=True, confluence=True, port=True)
    settings = bell.firebell.settings
    secrets = settings.secrets
    assert len(secrets) >= len(SECRETS) - 1, "all but the admin's token"
    logs.configure("DEBUG", "json", secrets)
    await bell.start()
    await bell.ready()
    await bell.until(lambda: jobs.get("heartbeat").last_ended)  # type: ignore[union-attr]
    for system, method in METHODS.items():
        for fault in ("500", "drop", "429", "garbage"):
            match = {"system": system, "method": method}
            await workspace.post("faults", {"match": match, "fault": fault, "retry_after": 0})
    await workspace.declare("ana", Customers="Nobody or hardly anybody can order")
    await bell.idle()
    await workspace.slash("ana", "update inc-1 mitigated: db2 serves")
    await bell.idle()
    made = await Keyring(bell.firebell.db, settings.secret_key, "").look()
    assert len(made) == 1, "the secret of the webhook that Firebell made"
    secrets += tuple(made.values())
    public = settings.public_url
    for path, headers in (
        ("/metrics", {"Authorization": f"Bearer {CANARIES['METRICS_TOKEN']}"}),
        ("/metrics", {"Authorization": "Bearer wrong"}),
        ("/readyz", {}),
        ("/webhooks/pagerduty", {"X-Firebell": "wrong"}),
        ("/webhooks/jira", {"X-Hub-Signature": "sha256=00"}),
        ("/webhooks/rt", {"X-Firebell-Signature": "sha256=00"}),
    ):
        verb = "POST" if "webhooks" in path else "GET"
        async with workspace.http.request(verb, public + path, headers=headers) as said:
            found(secrets, f"the answer of {path}", await said.text() + str(said.headers))
    environment = {**workspace.sandbox.environment, **given, "DATABASE_URL": url, "LOG_LEVEL": "DEBUG"}
    for words in (
        ("config", "export"),
        ("status",),
        ("doctor",),
        ("setup", "rt"),
        ("setup", "rt", "--scrip", "rt.pl"),
        ("backup", str(tmp_path / "backup.db")),
    ):
        ended = await typed(*words, folder=tmp_path, environment=environment)
        found(secrets, " ".join(words), ended.out + ended.errors)
    found(secrets, "the calls that the sandbox lists", json.dumps(await workspace.calls()))
    await bell.stop()
    found(secrets, "the database", everything(url))
    found(secrets, "the backup", everything(f"sqlite:///{tmp_path}/backup.db"))
    logged = capfd.readouterr()
    assert "inc-1" in logged.err
    found(secrets, "the log", logged.err + logged.out)


def found(secrets: tuple[str, ...], where: str, said: str) -> None:
    said = said.casefold()
    leaks = {word: around(said, word) for word in secrets if word.casefold() in said}
    assert not leaks, f"in {where}: {leaks}"
