"""An unmistakable word in a private incident leaves it by no way: systems, exports, metrics, logs."""

import json
from pathlib import Path
from typing import Any

import pytest
from harness import Bell, Workspace, reached
from typed import typed

from bot import logs
from bot.domain.rules.tasks import Wish
from bot.domain.rules.updating import Update
from bot.usecases.api.tokens import make_token
from bot.usecases.paging.page_people import page_service
from bot.usecases.postmortem.write_postmortem import export_postmortem, start_postmortem
from bot.usecases.work.give_role import give_roles
from bot.usecases.work.tasks import add_task
from bot.usecases.work.update_incident import update_incident
from bot.usecases.work.write_notes import add_note

WORD = "zugzwang"
TOKEN = "canary-of-metrics"
ENVIRONMENT = {"METRICS_TOKEN": TOKEN, "CONFLUENCE_SPACE": "OPS"}
OTHERS = ("pagerduty", "jira", "confluence")


@pytest.mark.slow
async def test_no_other_system_no_export_and_no_log_ever_holds_it(
    workspace: Workspace, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    url, given = f"sqlite:///{tmp_path}/firebell.db", {**reached(), **ENVIRONMENT}
    bell = Bell(workspace, url, settings=given, pagerduty=True, jira=True, confluence=True)
    logs.configure("DEBUG", "json", bell.firebell.settings.secrets)
    await bell.start()
    await bell.ready()
    await workspace.declare("ben")
    said = {"Title": f"The {WORD} title of it", "What happens?": f"Somebody wrote {WORD} here."}
    await workspace.declare("nadia", Category="Personal Data Breach", **said)
    await bell.idle()
    assert WORD in json.dumps(await workspace.slash("nadia", "status inc-2")), "who declared it reads it"
    await work(workspace, bell)
    sent = [one for one in await workspace.calls() if one["system"] in OTHERS]
    assert {one["system"] for one in sent} == set(OTHERS)
    must_not_hold("what was sent to other systems", json.dumps(sent))
    for system in OTHERS:
        must_not_hold(system, json.dumps(await workspace.get(f"state/{system}")))
    await ask_by_hand(workspace, tmp_path, {**workspace.sandbox.environment, **given, "DATABASE_URL": url})
    must_not_hold("what programs are told", await ask_as_a_program(workspace, bell))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with workspace.http.get(f"{bell.firebell.settings.public_url}/metrics", headers=headers) as metrics:
        told = await metrics.text()
    assert "firebell_deliveries_total" in told
    must_not_hold("the metrics", told)
    await bell.stop()
    logged = capfd.readouterr().err
    assert "inc-2 delivered" in logged
    assert '"failed"' in logged or "waits" in logged, "there were errors to tell of"
    must_not_hold("the log", logged)


async def ask_as_a_program(workspace: Workspace, bell: Bell) -> str:
    """Ask for everything by a token with every right but the one for private incidents."""
    ana = workspace.user_id(await workspace.state(), "ana")
    rights = ["declare", "read", "update", "alerts"]
    secret = await bell.firebell.db.write(make_token, "ci", rights, by=ana, press="made")
    url, headers = bell.firebell.settings.public_url, {"Authorization": f"Bearer {secret}"}
    told = []
    for method, path in (
        ("GET", "incidents"),
        ("GET", "incidents/inc-2"),
        ("PATCH", "incidents/inc-2"),
        ("POST", "incidents/inc-2/timeline"),
        ("GET", "freeze"),
    ):
        said = {"message": "Hm"} if method == "PATCH" else {"words": "Hm"}
        async with workspace.http.request(method, f"{url}/api/{path}", json=said, headers=headers) as answer:
            told.append(await answer.text())
    assert "inc-1" in told[0], "it is told of what is public"
    return "\n".join(told)


async def work(workspace: Workspace, bell: Bell) -> None:
    """All that words are typed into, while each system fails in each way."""
    nadia = workspace.user_id(await workspace.state(), "nadia")
    for system in ("slack", *OTHERS):
        for fault in ("500", "drop", "garbage"):
            match = {"system": system, "method": "chat.*" if system == "slack" else "*"}
            await workspace.post("faults", {"match": match, "fault": fault})
    deeds: tuple[tuple[Any, tuple[Any, ...]], ...] = (
        (update_incident, (2, Update(message=f"We found {WORD} twice", priority="P1"))),
        (add_note, (2, f"{WORD} was seen", None)),
        (add_task, (2, Wish(f"Write to {WORD}"))),
        (give_roles, (2, {"communication-lead": nadia})),
        (page_service, (2, "Payments")),
        (start_postmortem, (2,)),
        (export_postmortem, (2,)),
    )
    for number, (deed, args) in enumerate(deeds):
        more = {"words": f"{WORD} hurts"} if deed in {page_service, give_roles} else {}
        await bell.firebell.db.write(deed, *args, by=nadia, press=f"p{number}", **more)
        await bell.idle()


async def ask_by_hand(workspace: Workspace, folder: Path, environment: dict[str, str]) -> None:
    """What the command line tells one who is not in it, and what it writes for spreadsheets."""
    people = (await workspace.state())["users"]
    (ana,) = [one["profile"]["email"] for one in people if one["name"] == "ana"]
    for words in (
        ("list", "--by", ana),
        ("update", "inc-2", WORD[:4], "--by", ana),
        ("export", "incidents", "--format", "csv"),
        ("export", "incidents", "--format", "json"),
        ("status",),
    ):
        ended = await typed(*words, folder=folder, environment=environment)
        must_not_hold(" ".join(words), ended.out + ended.errors)


def must_not_hold(where: str, said: str) -> None:
    place = said.casefold().find(WORD)
    assert place < 0, f"in {where}: {said[max(0, place - 300) : place + 100]}"
