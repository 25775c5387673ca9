"""What the tests of the catalog look at and do: files that map kinds, readings, and what is kept."""

from pathlib import Path

from bot.domain.catalog import Entity
from bot.integrations.pagerduty.catalog.file import CatalogFile
from bot.integrations.pagerduty.catalog.resync import Resync
from bot.integrations.pagerduty.client import PagerDuty
from bot.ports import utc_now
from bot.store.catalog import entities
from bot.store.database import Database
from bot.usecases.unit import Unit

MAPPED = """
  - kind: {kind}
    selector: {{query: {query}}}
    port: {{entity: {{mappings: {{identifier: {identifier}, blueprint: '"{kind}"', title: {title}}}}}}}
"""


def file(
    folder: Path, *kinds: str, query: str = '"true"', identifier: str = ".id", title: str = ".name"
) -> Path:
    path = folder / "catalog.yml"
    blocks = [MAPPED.format(kind=one, query=query, identifier=identifier, title=title) for one in kinds]
    path.write_text("resources:" + "".join(blocks))
    return path


def resync(client: PagerDuty, db: Database[Unit], path: Path, share: float = 0.5) -> Resync:
    return Resync(client, db, utc_now, CatalogFile(path), share)


async def everything(db: Database[Unit]) -> list[Entity]:
    found, _ = await db.read(entities.page, 0)
    return found


async def made(client: PagerDuty, *names: str) -> list[str]:
    policies = (await client.get("/escalation_policies"))["escalation_policies"]
    policy = {"id": policies[0]["id"], "type": "escalation_policy_reference"}
    bodies = [{"service": {"type": "service", "name": name, "escalation_policy": policy}} for name in names]
    return [(await client.write("POST", "/services", body))["service"]["id"] for body in bodies]
