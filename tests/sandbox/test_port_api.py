"""The sandbox's Port, as its clients see it: bare HTTP, as there is no client of the vendor's."""

from pathlib import Path
from typing import Any

import pytest
from browser import browsing, needs_chromium
from playwright.async_api import expect
from rig import Space

pytest_plugins = ["sandbox_fixtures"]

BLUEPRINT = {
    "identifier": "service",
    "title": "Service",
    "schema": {"properties": {"tier": {"type": "string", "enum": ["gold"]}, "level": {"type": "number"}}},
    "relations": {"team": {"target": "team", "required": True, "many": False}},
}
TEAM = {"identifier": "team", "title": "Team", "schema": {"properties": {}}}


async def ask(
    space: Space, method: str, path: str, body: Any = None, token: str = "", **query: str
) -> tuple[int, Any]:
    url = f"{space.sandbox.environment['PORT_BASE_URL']}/v1{path}"
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with space.http.request(method, url, json=body, headers=headers, params=query) as answer:
        return answer.status, await answer.json()


async def entered(space: Space) -> str:
    given = space.sandbox.environment
    body = {"clientId": given["PORT_CLIENT_ID"], "clientSecret": given["PORT_CLIENT_SECRET"]}
    status, said = await ask(space, "POST", "/auth/access_token", body)
    assert status == 200, said
    return str(said["accessToken"])


async def test_who_has_no_good_token_is_let_in_nowhere(space: Space) -> None:
    assert (await ask(space, "GET", "/blueprints"))[0] == 401
    assert (await ask(space, "POST", "/auth/access_token", {"clientId": "x", "clientSecret": "y"}))[0] == 401
    token = await entered(space)
    assert await entered(space) == token, "there is one at a time"
    assert await ask(space, "GET", "/blueprints", token=token) == (200, {"ok": True, "blueprints": []})
    await space.act("ben", "port", expire=True)
    assert (await ask(space, "GET", "/blueprints", token=token))[0] == 401
    secret = space.sandbox.environment["PORT_CLIENT_SECRET"]
    assert secret not in str(await space.calls())


async def test_entities_are_held_to_their_blueprint(space: Space) -> None:
    token = await entered(space)

    async def said(method: str, path: str, body: Any = None, **query: str) -> tuple[int, Any]:
        return await ask(space, method, path, body, token, **query)

    assert (await said("POST", "/blueprints", BLUEPRINT))[0] == 404, "its relation leads nowhere"
    for made in (TEAM, BLUEPRINT):
        assert (await said("POST", "/blueprints", made))[0] == 201
    assert (await said("POST", "/blueprints", TEAM))[0] == 409
    entity = {"identifier": "P1", "properties": {"tier": "gold", "level": 2}, "relations": {"team": "red"}}
    path = "/blueprints/service/entities"
    status, missing = await said("POST", path, entity)
    assert (status, missing["error"]) == (404, "not_found")
    for wrong in (
        {**entity, "identifier": "with a space"},
        {**entity, "properties": {"colour": "red"}},
        {**entity, "properties": {"tier": "silver"}},
        {**entity, "properties": {"level": "2"}},
        {**entity, "relations": {}},
        {**entity, "relations": {"team": ["red", "blue"]}},
    ):
        query = {"create_missing_related_entities": "true"}
        assert (await said("POST", path, wrong, **query))[0] == 422, wrong
    both = {"entities": [entity, {"identifier": "P2", "properties": {"tier": "silver"}}]}
    status, done = await said(
        "POST", f"{path}/bulk", both, upsert="true", create_missing_related_entities="true"
    )
    assert status == 207
    assert [one["identifier"] for one in done["entities"]] == ["P1"]
    assert [(one["index"], one["statusCode"]) for one in done["errors"]] == [(1, 422)]
    assert (await said("POST", f"{path}/bulk", {"entities": [entity] * 21}))[0] == 422
    assert (await said("GET", "/blueprints/team/entities/red"))[1]["entity"]["title"] == "red"
    assert (await said("DELETE", "/blueprints/team/entities/red"))[0] == 422, "a service needs it"
    assert (await said("DELETE", "/blueprints/team/entities/red", delete_dependents="true"))[0] == 200
    assert (await said("GET", f"{path}/P1"))[0] == 404
    assert (await said("PATCH", f"{path}/P1"))[0] == 405
    assert (await said("GET", "/scorecards"))[0] == 404


@needs_chromium
@pytest.mark.slow
async def test_its_console_shows_what_stands_there(space: Space, tmp_path: Path) -> None:
    await space.act("ben", "port", create=TEAM)
    await space.act("ben", "port", create=BLUEPRINT)
    token = await entered(space)
    entity = {
        "identifier": "P1",
        "title": "<b>Pay",
        "properties": {"tier": "gold"},
        "relations": {"team": "red"},
    }
    path = "/blueprints/service/entities"
    await ask(space, "POST", path, entity, token, create_missing_related_entities="true")
    async with browsing(space.sandbox.url, tmp_path) as window:
        page = window.page
        await window.open("ben")
        await page.get_by_role("link", name="Port", exact=True).click()
        await expect(page.get_by_role("table", name="Team")).to_contain_text("red")
        await page.get_by_role("navigation", name="Blueprints").get_by_role("button", name="Service").click()
        table = page.get_by_role("table", name="Service")
        await expect(table).to_contain_text("<b>Pay")
        await window.picture("entities")
        revoked = page.get_by_role("button", name="Secret revoked")
        await revoked.click()
        await expect(revoked).to_have_attribute("aria-pressed", "true")
        await table.get_by_role("button", name="Delete <b>Pay").click()
        await expect(table).not_to_contain_text("Pay")
        await page.emulate_media(color_scheme="dark")
        await window.picture("dark")
        assert not window.complaints
