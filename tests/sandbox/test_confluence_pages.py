"""Pages are made, read, rewritten by the next version alone and thrown away, in Confluence's own words."""

import json
from typing import Any

import pytest
from rig import Space
from tracker import basic
from wiki import Wiki, stored

pytest_plugins = ["sandbox_fixtures"]
TAKEN = "A page with this title already exists: A page already exists with the same TITLE in this space"


@pytest.fixture
def wiki(space: Space) -> Wiki:
    return Wiki(space)


async def test_a_page_is_made_read_and_rewritten_by_the_next_version_alone(wiki: Wiki) -> None:
    under = wiki.place("POSTMORTEM_FOLDER")
    made = await wiki.create(parentId=under)
    assert (made["parentId"], made["parentType"], made["version"]["number"]) == (under, "page", 1)
    address = f"/api/v2/pages/{made['id']}"
    assert "storage" not in (await wiki.get(address))["body"]
    await wiki.act("ben", "inc-7", append="<p>by hand</p>")
    stale = "Version must be incremented when updating a page. Current Version: [2]. Provided version: [2]"
    status, said = await wiki.update(made, "<p>Two</p>")
    assert (status, said["errors"][0]["code"], said["errors"][0]["title"]) == (409, "CONFLICT", stale)
    read = await wiki.get(address, body_format="storage")
    assert (read["version"]["number"], read["body"]["storage"]["value"]) == (2, "<p>One</p><p>by hand</p>")
    assert read["version"]["authorId"] != made["version"]["authorId"]
    status, said = await wiki.update(read, "<p>Three</p>", title="inc-7 checkout")
    assert (status, said["title"], said["version"]["message"]) == (200, "inc-7 checkout", "anew")
    first = await wiki.get(address, version=1, body_format="storage")
    assert (first["title"], first["body"]["storage"]["value"]) == ("inc-7", "<p>One</p>")
    numbers = [one["number"] for one in (await wiki.get(f"{address}/versions"))["results"]]
    assert numbers == [3, 2, 1]
    assert (await wiki.get(f"{address}/versions/2"))["nextVersion"] == 3
    shown = next(one for one in (await wiki.state())["pages"] if one["id"] == made["id"])
    assert [(one["by"], one["is_app"]) for one in shown["versions"]] == [
        ("Firebell", True),
        ("Ben Okafor", False),
        ("Firebell", True),
    ]


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({"title": "on-call"}, 400, TAKEN),
        ({"title": " "}, 400, "Title is required and cannot be empty"),
        ({"title": "x" * 256}, 400, "Title cannot be longer than 255 characters."),
        ({"spaceId": "1"}, 404, "The space could not be found"),
        ({"parentId": "1"}, 404, "The parent content could not be found"),
        ({"body": stored("<p>a<b></p>")}, 400, "Error parsing xhtml: mismatched tag"),
        ({"body": stored("a & b")}, 400, "Error parsing xhtml: not well-formed (invalid token)"),
        ({"body": {"representation": "wiki", "value": "h1. x"}}, 400, "The sandbox takes no wiki notation"),
        ({"status": "draft"}, 400, "The sandbox has no drafts"),
    ],
)
async def test_what_is_wrong_with_a_page_is_told_and_nothing_is_made(
    wiki: Wiki, said: dict[str, Any], status: int, words: str
) -> None:
    before = len((await wiki.state())["pages"])
    good = {"spaceId": await wiki.home(), "title": "x", "body": stored("<p>x</p>")}
    told = await wiki.refused("POST", "/api/v2/pages", {**good, **said})
    assert (told[0], told[1].startswith(words)) == (status, True), told
    assert len((await wiki.state())["pages"]) == before


async def test_a_body_is_kept_as_confluence_keeps_it_and_shown_in_its_notations(wiki: Wiki) -> None:
    text = "<ac:plain-text-body><![CDATA[a < b]]></ac:plain-text-body>"
    code = f'<ac:structured-macro ac:name="code">{text}</ac:structured-macro>'
    sent = f'<p>caf&eacute;<br/><a href="javascript:x()" onclick="x()">x</a></p><script>x()</script>{code}'
    made = await wiki.create(text=sent)
    address = f"/api/v2/pages/{made['id']}"
    kept = (await wiki.get(address, body_format="storage"))["body"]["storage"]["value"]
    assert kept.startswith(
        '<p>café<br /><a href="javascript:x()">x</a></p><ac:structured-macro ac:name="code" '
    )
    assert "ac:macro-id=" in kept
    assert "<![CDATA[a < b]]>" in kept
    view = (await wiki.get(address, body_format="view"))["body"]["view"]["value"]
    assert view == '<p>café<br /><a href="#">x</a></p><pre>a &lt; b</pre>'
    document = (await wiki.get(address, body_format="atlas_doc_format"))["body"]["atlas_doc_format"]["value"]
    assert [one["type"] for one in json.loads(document)["content"]] == ["paragraph", "codeBlock"]
    document = document.replace("javascript:x()", "https://demo.example/a?b=1&c=2")
    body = {"atlas_doc_format": {"representation": "atlas_doc_format", "value": document}}
    status, _ = await wiki.update(made, "", body=body)
    again = (await wiki.get(address, body_format="atlas_doc_format"))["body"]["atlas_doc_format"]["value"]
    assert (status, again) == (200, document)


async def test_a_page_that_was_thrown_away_leaves_its_title_and_comes_back(wiki: Wiki) -> None:
    made = await wiki.create()
    address = f"/api/v2/pages/{made['id']}"
    assert (await wiki.ask("DELETE", address))[0] == 204
    assert await wiki.refused("GET", address) == (404, "Not Found")
    assert (await wiki.get(address, status="trashed"))["status"] == "trashed"
    other = await wiki.create()
    assert (await wiki.update(made, "<p>x</p>"))[0] == 400
    await wiki.act("ana", other["id"], title="other")
    status, said = await wiki.update(made, "<p>x</p>")
    assert (status, said["status"], said["version"]["number"]) == (200, "current", 1)
    await wiki.act("ana", "inc-7", delete=True)
    assert (await wiki.ask("DELETE", address, purge="true"))[0] == 204
    assert await wiki.refused("GET", address, status="trashed") == (404, "Not Found")


async def test_who_may_not_is_told_so_and_what_is_not_seen_is_not_there(wiki: Wiki) -> None:
    made, app = await wiki.create(), wiki.space.sandbox.environment["CONFLUENCE_USER"]
    address = f"/api/v2/pages/{made['id']}"
    status, said, _ = await wiki.raw("GET", address, auth="")
    assert (status, said["errors"][0]["code"]) == (401, "UNAUTHORIZED")
    status, said, _ = await wiki.raw("GET", address, auth=basic(app, "wrong"))
    assert (status, said) == (401, "Basic Authentication Failure - Reason : AUTHENTICATED_FAILED")
    await wiki.act("ana", set={"is_read_only": True})
    assert (await wiki.update(made, "<p>x</p>"))[0] == 403
    assert (await wiki.refused("POST", "/rest/api/content/1/label", [{"name": "x"}]))[0] == 403
    await wiki.act("ana", set={"is_read_only": False})
    await wiki.act("ana", "inc-7", restrict=["ben"])
    assert (await wiki.refused("GET", address))[0] == 404
    assert await wiki.found('title = "inc-7"') == []
    assert "sees nothing" in await wiki.space.refused("chloe", "confluence", page="inc-7", body="x")
    await wiki.act("ben", "inc-7", restrict=None)
    assert (await wiki.update(made, "<p>x</p>"))[0] == 200


async def test_a_page_is_for_the_named_alone(wiki: Wiki) -> None:
    users = {one["user"]: one["accountId"] for one in (await wiki.state())["users"]}
    app = (await wiki.get("/rest/api/user/current"))["accountId"]
    made = (await wiki.create())["id"]
    address = f"/rest/api/content/{made}/restriction"

    def only(*accounts: str) -> list[dict[str, Any]]:
        people = [{"type": "known", "accountId": account} for account in accounts]
        return [{"operation": "read", "restrictions": {"user": people}}]

    assert (await wiki.refused("PUT", address, only(users["ben"])))[0] == 400
    assert (await wiki.refused("PUT", address, only(app, "nobody")))[0] == 400
    assert (await wiki.ask("PUT", address, only(app, users["ben"])))[0] == 200
    assert "sees nothing" in await wiki.space.refused("chloe", "confluence", page="inc-7", body="x")
    status, said = await wiki.ask("POST", address, only(users["chloe"]))
    seen = [one["displayName"] for one in said["results"][0]["restrictions"]["user"]["results"]]
    assert (status, sorted(seen)) == (200, ["Ben Okafor", "Chloé Martin", "Firebell"])
    assert (await wiki.act("chloe", "inc-7", body="<p>x</p>"))["seen_by"] == ["ben", "chloe", "firebell"]
    assert (await wiki.ask("DELETE", address))[0] == 200
    assert (await wiki.act("deniz", "inc-7", label="seen"))["seen_by"] is None


async def test_faults_and_limits_speak_as_the_vendor_does(wiki: Wiki) -> None:
    space, address = wiki.space, f"/api/v2/pages/{wiki.place('ON_CALL_PAGE')}"
    await space.fault({"system": "confluence", "method": "GET /wiki/api/v2/pages/*"}, "429", retry_after=7)
    status, _, headers = await wiki.raw("GET", address)
    assert (status, headers["Retry-After"]) == (429, "7")
    for fault, status in ({"error": "403"}, 403), ({"error": "503"}, 503), ({}, 500):
        await space.fault({"system": "confluence"}, "error" if fault else "500", **fault)
        assert (await wiki.refused("GET", address))[0] == status
    assert (await wiki.refused("PUT", "/api/v2/spaces"))[0] == 405
    assert "The sandbox has no" in (await wiki.refused("GET", "/api/v2/whiteboards/1"))[1]
    assert [call["status"] for call in await space.calls(f"GET /wiki{address}")] == [429, 403, 503, 500]
