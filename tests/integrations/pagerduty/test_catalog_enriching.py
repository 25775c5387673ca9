"""What things get besides: figures, own fields, e-mail addresses; none of it keeps a reading from its end."""

from pathlib import Path
from typing import Any

from harness import Workspace

from bot.domain.catalog import Entity
from bot.integrations.pagerduty.catalog.file import CatalogFile
from bot.integrations.pagerduty.catalog.resync import Resync
from bot.integrations.pagerduty.client import PagerDuty
from bot.ports import utc_now
from bot.store.catalog import entities, misfits
from bot.store.database import Database
from bot.store.running import health
from bot.usecases.unit import Unit
from bot.views.catalog.misfits import lines

MAPPED = """
  - kind: {kind}
    selector: {{query: "true"{flags}}}
    port:
      entity:
        mappings: {{identifier: .id, title: .name // .title, blueprint: '"{kind}"', properties: {{{said}}}}}
"""
FIELDS = '''fields: "[.__custom_fields[] | .name + \\"=\\" + .value]"'''
FIGURES = "resolve: .__analytics.mean_seconds_to_resolve, count: .__analytics.total_incident_count"


def file(folder: Path, *blocks: tuple[str, str, str]) -> CatalogFile:
    path = folder / "catalog.yml"
    kinds = [MAPPED.format(kind=kind, flags=flags, said=said) for kind, flags, said in blocks]
    path.write_text("resources:" + "".join(kinds))
    return CatalogFile(path)


async def read(client: PagerDuty, db: Database[Unit], file: CatalogFile) -> dict[str, Entity]:
    await Resync(client, db, utc_now, file, 0.5).run()
    found, _ = await db.read(entities.page, 0)
    return {one.title: one for one in found if one.blueprint != "teams"}


async def asked(workspace: Workspace, since: int = 0) -> list[str]:
    calls = [one["method"] for one in await workspace.calls(since=since)]
    return [one for one in calls if "/analytics/" in one or "custom_fields" in one]


async def act(workspace: Workspace, action: str, **more: Any) -> Any:
    return await workspace.act("ben", "pagerduty", action=action, **more)


async def test_what_an_expression_asks_for_is_there(
    workspace: Workspace, client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    await act(workspace, "trigger", service="Payments", title="Cards are refused")
    await act(workspace, "fill", service="Payments", fields={"tier": "gold"})
    state = await workspace.get("state/pagerduty")
    (number,) = [one["id"] for one in state["incidents"] if one["title"] == "Cards are refused"]
    await act(workspace, "fill", incident=number, fields={"region": "eu"})
    await act(workspace, "acknowledge", incident=number)
    with_all = ", includeCustomFields: true, incidentAnalytics: true, analyticsMonthsPeriod: 1"
    raw = f"{FIELDS}, seconds: .__analytics.seconds_to_first_ack"
    found = await read(
        client,
        db,
        file(
            tmp_path,
            ("services", with_all, f"{FIELDS}, {FIGURES}"),
            ("incidents", with_all, raw),
            ("schedules", "", "people: '[.users[].__email]'"),
        ),
    )
    assert found["Payments"].properties["fields"] == ["tier=gold"]
    assert found["Payments"].properties["count"] >= 1
    assert found["Cards are refused"].properties["fields"] == ["region=eu"]
    assert isinstance(found["Cards are refused"].properties["seconds"], int)
    people = [one.properties["people"] for one in found.values() if one.blueprint == "schedules"]
    assert "deniz@demo.example" in {each for some in people for each in some}
    calls = await asked(workspace)
    assert calls.count("POST /analytics/metrics/incidents/services") == 1, "one question for a page"
    assert not [one for one in await db.read(misfits.of, "pagerduty") if one.is_fault]


async def test_it_is_asked_for_only_where_a_flag_and_an_expression_want_it(
    workspace: Workspace, client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    off = ", serviceAnalytics: false"
    blocks = (("services", off, f"{FIELDS}, {FIGURES}"), ("incidents", "", "count: .__analytics.id"))
    found = await read(
        client, db, file(tmp_path, *blocks, ("teams", ", includeCustomFields: true", "id: .id"))
    )
    assert found["Payments"].properties["count"] is None
    assert await asked(workspace) == []


async def test_where_it_cannot_be_had_there_is_nothing_and_all_else_goes_on(
    workspace: Workspace, client: PagerDuty, db: Database[Unit], tmp_path: Path
) -> None:
    """A quota that is used up for hours lets nothing else wait; neither is tried again in this reading."""
    for method, fault in (("POST /analytics/*", "429"), ("GET /services/*/custom_fields/values", "500")):
        match = {"system": "pagerduty", "method": method}
        await workspace.post("faults", {"match": match, "fault": fault, "retry_after": 40_000, "times": 9})
    blocks = (("services", ", includeCustomFields: true", f"{FIELDS}, {FIGURES}"), ("teams", "", "id: .id"))
    found = await read(client, db, file(tmp_path, *blocks))
    assert found["Payments"].properties == {"fields": None, "resolve": None, "count": None}
    assert len(await asked(workspace)) == 2
    assert {one.blueprint for one in (await db.read(entities.page, 0))[0]} == {"services", "teams"}
    said = "\n".join(lines(await db.read(misfits.of, "pagerduty")))
    assert "note: __analytics of resource 1 (services): once, such as P" in said
    assert "PagerDuty has no quota left for figures." in said
    assert "note: __custom_fields of resource 1 (services): once" in said
    assert not [one for one in await db.read(health.ill) if "analytics" in one.why]
    assert (await client.get("/abilities"))["abilities"]
