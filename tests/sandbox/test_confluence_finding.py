"""What stands where: the tree, labels, properties, searches; and the site that the seed makes."""

import pytest
from rig import Space
from wiki import Wiki

pytest_plugins = ["sandbox_fixtures"]


@pytest.fixture
def wiki(space: Space) -> Wiki:
    return Wiki(space)


async def test_the_seed_has_runbooks_an_on_call_page_and_a_template(wiki: Wiki) -> None:
    folder = wiki.place("RUNBOOKS_FOLDER")
    assert (await wiki.get(f"/api/v2/folders/{folder}"))["title"] == "Runbooks"
    found = await wiki.get(f"/api/v2/folders/{folder}/direct-children", limit=4)
    rest = await wiki.get(found["_links"]["next"].removeprefix("/wiki"))
    assert (len(found["results"]), len(rest["results"]), "next" in rest["_links"]) == (4, 2, False)
    first = found["results"][0]
    labels = (await wiki.get(f"/api/v2/pages/{first['id']}", include_labels="true"))["labels"]["results"]
    assert {"runbook", "payment"} <= {one["name"] for one in labels}
    above = (await wiki.get(f"/api/v2/pages/{first['id']}/ancestors"))["results"]
    assert [one["type"] for one in above] == ["page", "folder"]
    template = await wiki.get(
        f"/api/v2/pages/{wiki.place('POSTMORTEM_TEMPLATE_PAGE')}", body_format="storage"
    )
    assert "{{timeline}}" in template["body"]["storage"]["value"]
    assert (await wiki.get(f"/api/v2/pages/{wiki.place('ON_CALL_PAGE')}"))["title"] == "On-call"
    below = (await wiki.get(f"/api/v2/pages/{above[0]['id']}/descendants", depth=2))["results"]
    assert {(one["type"], one["depth"]) for one in below} == {("page", 1), ("folder", 1), ("page", 2)}
    children = (await wiki.get(f"/api/v2/pages/{above[0]['id']}/children"))["results"]
    assert [one["title"] for one in children] == ["On-call", "Post-mortems", "Post-mortem template"]


async def test_pages_are_listed_by_title_and_space_and_in_order(wiki: Wiki) -> None:
    home = await wiki.home()
    for title in ("b", "a"):
        await wiki.create(title)
    listed = await wiki.get("/api/v2/pages", space_id=home, sort="-modified-date", limit=2)
    assert [one["title"] for one in listed["results"]] == ["a", "b"]
    (only,) = (await wiki.get(f"/api/v2/spaces/{home}/pages", title="b", body_format="storage"))["results"]
    assert only["body"]["storage"]["value"] == "<p>One</p>"
    assert (await wiki.refused("GET", "/api/v2/pages", limit=251))[0] == 400
    assert (await wiki.refused("GET", "/api/v2/pages", cursor="mine"))[0] == 400
    assert (await wiki.refused("GET", "/api/v2/pages/on-call"))[0] == 400


async def test_labels_are_put_on_and_taken_off_by_v1(wiki: Wiki) -> None:
    page = (await wiki.create())["id"]
    address = f"/rest/api/content/{page}/label"
    status, said = await wiki.ask("POST", address, [{"prefix": "global", "name": "inc-7"}, {"name": "Ready"}])
    assert (status, [one["name"] for one in said["results"]]) == (200, ["inc-7", "ready"])
    assert (await wiki.refused("POST", address, [{"name": "two words"}]))[0] == 400
    (label,) = [
        one for one in (await wiki.get(f"/api/v2/pages/{page}/labels"))["results"] if one["name"] == "ready"
    ]
    listed = (await wiki.get(f"/api/v2/labels/{label['id']}/pages"))["results"]
    assert [one["title"] for one in listed] == ["inc-7"]
    assert (await wiki.ask("DELETE", address, name="ready"))[0] == 204
    assert (await wiki.refused("DELETE", f"{address}/ready"))[0] == 404
    shown = await wiki.act("chloe", "inc-7", label=["ready"], unlabel="inc-7")
    assert shown["labels"] == ["ready"]


async def test_properties_are_versioned_json_under_a_key(wiki: Wiki) -> None:
    address = f"/api/v2/pages/{(await wiki.create())['id']}/properties"
    status, made = await wiki.ask("POST", address, {"key": "firebell", "value": {"ref": "inc-7"}})
    assert (status, made["version"]["number"]) == (200, 1)
    assert (await wiki.refused("POST", address, {"key": "firebell", "value": 1}))[0] == 409
    said = {"key": "firebell", "value": [1], "version": {"number": 2}}
    assert (await wiki.ask("PUT", f"{address}/{made['id']}", said))[0] == 200
    assert (await wiki.refused("PUT", f"{address}/{made['id']}", said))[0] == 409
    assert (await wiki.get(address, key="firebell"))["results"][0]["value"] == [1]
    assert (await wiki.ask("DELETE", f"{address}/{made['id']}"))[0] == 204
    assert (await wiki.get(address))["results"] == []


async def test_cql_finds_what_stands_where_with_which_label_and_words(wiki: Wiki) -> None:
    folder = wiki.place("RUNBOOKS_FOLDER")
    asked = {
        f"ancestor = {folder} AND label = payment": ["Card payments are refused"],
        f"parent = {folder} and label in (cdn, refunds)": ["Refunds are stuck", "The CDN serves errors"],
        'type = folder and space = "ops"': ["Runbooks"],
        'text ~ "idempotent"': ["Refunds are stuck"],
        'title ~ "log*" or title = "on-call"': ["On-call", "Nobody can log in"],
        f'ancestor = {folder} and lastmodified >= now("-10d")': ["Nobody can log in"],
        f"ancestor = {folder} and not label = runbook": [],
    }
    assert {cql: await wiki.found(cql) for cql in asked} == asked
    both = await wiki.found(f"ancestor = {folder} order by lastmodified desc", limit=2)
    assert both == ["Nobody can log in", "Card payments are refused"]
    for wrong in ("label =", "colour = red", "label > 1", 'lastmodified > "soon"', ""):
        assert (await wiki.refused("GET", "/rest/api/search", cql=wrong))[0] == 400
    expand = "version,metadata.labels,body.storage,space"
    (one,) = (await wiki.get("/rest/api/content/search", cql="label = cdn", expand=expand))["results"]
    assert (one["version"]["by"]["displayName"], one["space"]["key"]) == ("Grace Mwangi", "OPS")


async def test_a_search_finds_late_what_was_changed(wiki: Wiki) -> None:
    await wiki.act("ana", set={"search_lag_ms": 60_000})
    await wiki.create("late")
    assert await wiki.found("title = late") == []
    await wiki.act("ana", set={"search_lag_ms": 0})
    await wiki.act("ana", "late", append="<p>x</p>")
    assert await wiki.found("title = late") == ["late"]


async def test_pages_move_and_a_folder_is_made_and_thrown_away(wiki: Wiki) -> None:
    home, top = await wiki.home(), wiki.place("POSTMORTEM_FOLDER")
    status, folder = await wiki.ask(
        "POST", "/api/v2/folders", {"spaceId": home, "title": "2026 Q4", "parentId": top}
    )
    assert (status, folder["type"]) == (200, "folder")
    page, other = [(await wiki.create(title, parentId=top))["id"] for title in ("a", "b")]
    moved = f"/rest/api/content/{other}/move/before/{page}"
    assert (await wiki.ask("PUT", moved)) == (200, {"pageId": other})
    order = [one["title"] for one in (await wiki.get(f"/api/v2/pages/{top}/direct-children"))["results"]]
    assert order[1:] == ["2026 Q4", "b", "a"]
    await wiki.ask("PUT", f"/rest/api/content/{page}/move/append/{folder['id']}")
    assert (await wiki.get(f"/api/v2/pages/{page}"))["parentType"] == "folder"
    assert (await wiki.refused("PUT", f"/rest/api/content/{top}/move/append/{page}"))[0] == 400
    assert (await wiki.ask("DELETE", f"/api/v2/folders/{folder['id']}"))[0] == 204
    assert (await wiki.get(f"/api/v2/pages/{page}"))["parentId"] == top


async def test_people_without_an_account_do_nothing_and_a_reset_brings_all_back(wiki: Wiki) -> None:
    assert "no account" in await wiki.space.refused("eve", "confluence", page="On-call", body="x")
    assert "Error parsing" in await wiki.space.refused("ben", "confluence", page="On-call", body="<p>")
    await wiki.act("ben", create={"title": "Notes", "body": "<p>x</p>", "labels": ["note"]})
    await wiki.act("ben", "On-call", title="Who is called", move="Post-mortems")
    await wiki.act("ben", "Runbooks", delete=True)
    before = wiki.space.sandbox.environment
    await wiki.space.post("reset", {})
    assert "Notes" not in [one["title"] for one in (await wiki.state())["pages"]]
    assert wiki.space.sandbox.environment == before
    assert (await wiki.get(f"/api/v2/pages/{wiki.place('ON_CALL_PAGE')}"))["title"] == "On-call"
    known = (await wiki.get("/rest/api/user/current"))["accountId"]
    assert (await wiki.get("/rest/api/user", accountId=known))["displayName"] == "Firebell"
