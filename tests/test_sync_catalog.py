"""`firebell sync catalog`: real processes against the workspace, without any of Slack's settings."""

import json
from pathlib import Path
from typing import Any

import pytest
from harness import Workspace
from typed import typed

SERVICES = """
resources:
  - kind: services
    selector: {query: "true"}
    port:
      entity:
        mappings:
          identifier: .id
          title: .name
          blueprint: '"service"'
          properties: {policy: .escalation_policy.summary, deep: .name.x, none: .nothing}
"""


async def ran(workspace: Workspace, folder: Path, *args: str, **more: str) -> tuple[int | None, str, str]:
    given = workspace.sandbox.environment
    environment = {key: given[key] for key in ("PAGERDUTY_API_KEY", "PAGERDUTY_API_URL")}
    environment |= {"DATABASE_URL": f"sqlite:///{folder}/firebell.db", **more}
    return await typed(*args, folder=folder, environment=environment)


async def exported(workspace: Workspace, folder: Path) -> list[dict[str, Any]]:
    code, out, errors = await ran(workspace, folder, "export", "catalog", "--format", "json")
    assert code == 0, errors
    found: list[dict[str, Any]] = json.loads(out)
    return found


@pytest.mark.slow
async def test_it_is_filled_once_by_the_file_that_is_there(workspace: Workspace, tmp_path: Path) -> None:
    """What does not fit is listed; 429 is waited out; a wrong file ends with 1, and changes nothing."""
    assert await exported(workspace, tmp_path) == []
    path = tmp_path / "data" / "catalog.yml"
    path.parent.mkdir()
    path.write_text(SERVICES)
    limit = {"match": {"system": "pagerduty", "method": "GET /services"}, "fault": "429", "retry_after": 1}
    await workspace.post("faults", limit)
    code, out, errors = await ran(workspace, tmp_path, "sync", "catalog", "--once")
    assert code == 0, errors
    assert "13 services: 13 written, 0 gone." in out
    assert "It goes on in 1 s." in errors
    assert "fault: properties.deep of resource 1 (services), .name.x: 13 times, such as " in errors
    assert "note: properties.none of resource 1 (services), .nothing: 13 times, such as " in errors
    found = await exported(workspace, tmp_path)
    assert len(found) == 13
    (payments,) = [one for one in found if one["title"] == "Payments"]
    assert payments.keys() == {"identifier", "title", "blueprint", "properties", "relations"}
    assert payments["properties"]["policy"] == "Payments"

    path.write_text(SERVICES.replace(".escalation_policy.summary", ".escalation_policy | ("))
    code, _, errors = await ran(workspace, tmp_path, "sync", "catalog", "--once")
    assert code == 1
    assert "catalog.yml, line 11, properties.policy of resource 1 (services): `" in errors
    assert "Traceback" not in errors
    assert await exported(workspace, tmp_path) == found


@pytest.mark.slow
async def test_without_a_file_of_ones_own_that_of_firebell_is_used(
    workspace: Workspace, tmp_path: Path
) -> None:
    code, out, errors = await ran(workspace, tmp_path, "sync", "catalog")
    assert code == 0, errors
    assert "13 services: 13 written" in out
    code, _, errors = await ran(workspace, tmp_path, "sync", "catalog", CATALOG_FILE="no.yml")
    assert code == 1
    assert "no.yml: No such file or directory" in errors
    code, _, errors = await ran(workspace, tmp_path, "sync", "catalog", CATALOG_FILE="off")
    assert code == 1
    assert "The catalog is off" in errors
