"""Confluence's console on the page, as somebody uses it who reads, writes and looks back."""

from pathlib import Path

import pytest
from browser import browsing, needs_chromium
from playwright.async_api import expect
from rig import Space
from wiki import Wiki

pytestmark = [needs_chromium, pytest.mark.slow]
pytest_plugins = ["sandbox_fixtures"]

POSTMORTEM = """<h2>Summary</h2><p>Cards were <strong>refused</strong> &lt;b&gt;&nbsp;for 41 minutes.</p>
<ac:structured-macro ac:name="panel"><ac:rich-text-body><p>x<script>window.ran = 1</script></p>
</ac:rich-text-body></ac:structured-macro><p><a href="javascript:window.ran=1">run</a> {{timeline}}</p>"""


async def test_a_page_appears_and_nothing_in_it_runs(space: Space, tmp_path: Path) -> None:
    wiki = Wiki(space)
    async with browsing(space.sandbox.url, tmp_path) as window:
        page = window.page
        await window.open("ben")
        await page.get_by_role("link", name="Confluence").click()
        tree = page.get_by_role("navigation", name="Pages of Operations")
        await expect(page.get_by_role("article", name="Operations")).to_contain_text("what we learned")
        await window.picture("home")
        await tree.get_by_role("button", name="Card payments are refused").click()
        runbook = page.get_by_role("article", name="Card payments are refused")
        await expect(runbook).to_contain_text("Never switch both providers off")
        await window.picture("runbook")
        await tree.get_by_role("button", name="Runbooks").click()
        shelf = page.get_by_role("article", name="Runbooks")
        await expect(shelf.get_by_role("listitem")).to_have_count(6)
        await window.picture("folder")
        made = await wiki.create("inc-7 checkout", POSTMORTEM, parentId=wiki.place("POSTMORTEM_FOLDER"))
        await tree.get_by_role("button", name="Post-mortems").click()
        await tree.get_by_role("button", name="inc-7 checkout new").click()
        paper = page.get_by_role("article", name="inc-7 checkout")
        await expect(paper).to_contain_text("refused <b> for 41 minutes")
        await expect(paper.get_by_role("link", name="run")).to_have_count(0)
        await page.goto(f"{space.sandbox.url}/#@confluence")
        await page.goto(space.sandbox.environment["CONFLUENCE_URL"] + made["_links"]["webui"])
        await expect(paper).to_contain_text("for 41 minutes")
        assert await page.evaluate("window.ran") is None
        assert not window.complaints


async def test_a_page_is_written_on_by_hand_labelled_and_brought_back(space: Space, tmp_path: Path) -> None:
    wiki = Wiki(space)
    made = await wiki.create("inc-7", POSTMORTEM)
    async with browsing(space.sandbox.url, tmp_path) as window:
        page = window.page
        await window.open("ben")
        await page.goto(f"{space.sandbox.url}/#ben/@confluence/{made['id']}")
        paper = page.get_by_role("article", name="inc-7")
        await paper.get_by_role("button", name="Edit").click()
        await paper.get_by_role("textbox", name="Body in storage").fill("<h2>By hand</h2><p>12 minutes.</p>")
        await paper.get_by_role("textbox", name="What has changed?").fill("It was shorter")
        await window.picture("editor")
        await paper.get_by_role("button", name="Publish").click()
        await expect(paper).to_contain_text("12 minutes.")
        await paper.get_by_role("button", name="Label").click()
        await page.get_by_role("textbox", name="Label").fill("post-mortem ready")
        await page.get_by_role("button", name="Add label").click()
        await paper.get_by_role("button", name="Take off the label ready").click()
        await expect(paper.get_by_role("button", name="Take off the label")).to_have_count(1)
        await paper.get_by_role("button", name="2 versions").click()
        await paper.get_by_role("button", name="1 Firebell").click()
        await expect(paper).to_contain_text("Version 1 by Firebell")
        await window.picture("versions")
        await paper.get_by_role("button", name="Bring it back").click()
        await expect(paper.get_by_role("button", name="3 versions")).to_be_visible()
        readonly = page.get_by_role("button", name="App only reads")
        await readonly.click()
        await expect(readonly).to_have_attribute("aria-pressed", "true")
        await page.emulate_media(color_scheme="dark")
        await window.picture("dark")
        assert not window.complaints
    assert (await wiki.update({**made, "version": {"number": 3}}, "<p>x</p>"))[0] == 403
    shown = next(one for one in (await wiki.state())["pages"] if one["id"] == made["id"])
    assert [(one["by"], one["message"]) for one in shown["versions"]] == [
        ("Firebell", ""),
        ("Ben Okafor", "It was shorter"),
        ("Ben Okafor", "Back to version 1"),
    ]
