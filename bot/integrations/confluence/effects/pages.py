"""A post-mortem as a page: made once, kept up to date until somebody writes in it."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import PostmortemAsked, PostmortemExtended, PostmortemHidden, PostmortemMade
from bot.domain.incident import Incident
from bot.domain.postmortem import Home, PaperGone, PaperSeen, PaperState, Postmortem
from bot.domain.postmortem.material import Material
from bot.integrations.confluence.client import BAD, CONFLICT
from bot.integrations.confluence.effects.hands import ConfluenceEffects
from bot.integrations.confluence.reading import markdown_of
from bot.integrations.confluence.site import address
from bot.integrations.confluence.template import fill
from bot.integrations.faults import if_there
from bot.ports import Run, on
from bot.store.postmortem import papers
from bot.usecases.postmortem.hear_postmortem import LANE
from bot.usecases.postmortem.write_postmortem import note_attempt
from bot.views.documents.storage import Storage, escape
from bot.views.postmortem import content
from bot.views.postmortem.facts import MATTERS

ACCOUNTS = "jira"
"""Atlassian's accounts are the same in both: https://developer.atlassian.com/cloud/confluence/user-privacy-developer-guide/"""

READY = {"ready", "post-mortem-ready", "postmortem-ready"}
"""Labels that say that it is written."""

LABEL = "post-mortem"
PRIVATE = "It is private, and the space is not marked as one that only who may see it reads."
SKEW = timedelta(minutes=5)
SOON = 5.0
"""Seconds in which many quick changes become one version."""


class PageEffects(ConfluenceEffects):
    @on(PostmortemAsked, lane=LANE, when=lambda event: event.home == Home.CONFLUENCE)
    async def write_page(self, run: Run) -> PaperSeen | PaperGone | None:
        """Make it, once."""
        there = run.incident.postmortem
        if there is None or there.home is not Home.CONFLUENCE or there.state is not PaperState.ASKED:
            return None
        if run.incident.private and not self.hands.restricted:
            return PaperGone(there.mark, refused=PRIVATE)
        material = await self.db.read(papers.material, run.incident, ACCOUNTS)
        found = await self._find(run.incident.ref, there.tried_at) if there.tried_at else None
        page = found or await self._make(run.incident, there, await self._body(material))
        labels = [{"prefix": "global", "name": name} for name in (LABEL, run.incident.ref)]
        await self.confluence.write("POST", f"/rest/api/content/{page['id']}/label", labels)
        # What is found says what was known then: it is written anew.
        return _same(page, there) if found else _seen(page, there, material)

    @on(PostmortemMade, PostmortemExtended, *MATTERS, mirror=True, lane=LANE, settle=SOON)
    async def keep_page(self, run: Run) -> PaperSeen | PaperGone | None:
        """Keep it up to date until somebody writes in it; then add only what somebody wants added."""
        there = run.incident.postmortem
        if there is None or there.home is not Home.CONFLUENCE or not there.is_there:
            return None
        material = await self.db.read(papers.material, run.incident, ACCOUNTS)
        page = await self._look(there.id)
        if page is None or page.get("status") == "trashed":
            return PaperGone(there.mark)
        if there.edited or not _is_ours(page, there):
            return await self._extended(page, there, material)
        if content.print_of(material) == there.written:
            return _same(page, there)
        fresh = await self._rewrite(page, await self._body(material), _message(material))
        return _seen({**page, **fresh}, there, material)

    @on(PostmortemHidden, lane=LANE, when=lambda event: event.home == Home.CONFLUENCE)
    async def hide_page(self, run: Run) -> None:
        """It goes to the trash, with its versions: a page that only said less would still show them."""
        event = run.event
        assert isinstance(event, PostmortemHidden)
        with if_there():
            found = await self._find(run.incident.ref, event.tried_at) if event.tried_at else None
            number = found["id"] if found else event.id
            if number:
                await self.confluence.write("DELETE", f"/api/v2/pages/{number}")

    async def _body(self, material: Material) -> str:
        """Fill the organisation's template, where there is one."""
        document = content.compose(material)
        if not self.hands.template:
            return Storage(material.readers).write(document)
        template = await self._look(self.hands.template)
        if template is None:
            sentence = "Confluence has no page CONFLUENCE_POSTMORTEM_TEMPLATE_PAGE_ID that Firebell may read."
            raise PermanentError(f"{sentence} Correct it, then press Retry.", code="no_template")
        return fill(template["body"]["storage"]["value"], document, material.incident, material.readers)

    async def _make(self, incident: Incident, there: Postmortem, body: str) -> dict[str, Any]:
        """A title is there once in a space: where another page has it, the day tells them apart."""
        await self.db.write_behind(note_attempt, incident.id, there.mark, self.clock())
        said = {"spaceId": await self.site.space(), "status": "current"}
        said |= {"parentId": self.hands.folder} if self.hands.folder else {}
        title = content.title(incident)
        try:
            return await self._post({**said, "title": title}, body)
        except PermanentError as error:
            if error.code != BAD or "title" not in str(error).lower():
                raise
        return await self._post({**said, "title": f"{title[:230]} ({there.mark})"}, body)

    async def _post(self, said: dict[str, str], body: str) -> dict[str, Any]:
        storage = {"representation": "storage", "value": body}
        return await self.confluence.write("POST", "/api/v2/pages", {**said, "body": storage})

    async def _find(self, ref: str, tried_at: datetime) -> dict[str, Any] | None:
        """Find what an earlier attempt made: ours by its author, its age and the first word of its title."""
        me, asked = await self.site.account(), {"space-id": await self.site.space(), "sort": "-created-date"}
        async for page in self.confluence.read_all("/api/v2/pages", **asked):
            if datetime.fromisoformat(str(page["createdAt"])) < tried_at - SKEW:
                break
            if page["authorId"] == me and str(page["title"]).startswith(f"{ref} "):
                return await self._look(str(page["id"]))
        return None

    async def _extended(self, page: dict[str, Any], there: Postmortem, material: Material) -> PaperSeen:
        """Add what somebody wants added, once: its heading is like no other's."""
        body = str(page["body"]["storage"]["value"])
        section, reach = content.wanted(material, there), there.reach
        if section:
            if escape(section.title) not in body and section.title not in body:
                body += Storage(material.readers).section(section)
                page = {**page, **await self._rewrite(page, body, "Firebell: later facts")}
            reach = there.wanted
        seen = _same(page, there)
        return PaperSeen(**{**vars(seen), "reach": reach, "edited": True, "text": markdown_of(body)})

    async def _rewrite(self, page: dict[str, Any], body: str, message: str) -> dict[str, Any]:
        """Write the next version; who wrote in between is not overwritten."""
        version = {"number": int(page["version"]["number"]) + 1, "message": message}
        said = {"id": page["id"], "status": "current", "title": page["title"], "version": version}
        storage = {"representation": "storage", "value": body}
        try:
            return await self.confluence.write(
                "PUT", f"/api/v2/pages/{page['id']}", {**said, "body": storage}
            )
        except PermanentError as error:
            if error.code == CONFLICT:
                raise TransientError("Somebody wrote in the page just now; it is read again.") from error
            raise


def _message(material: Material) -> str:
    return f"Firebell: {content.print_of(material)}"


def _is_ours(page: dict[str, Any], there: Postmortem) -> bool:
    """Tell whether we wrote it last: also the version whose answer was lost says so."""
    number, message = int(page["version"]["number"]), str(page["version"].get("message") or "")
    next_one = number == int(there.version or 0) + 1 and message.startswith("Firebell: ")
    return number == int(there.version or 0) or next_one


def _ready(page: dict[str, Any]) -> str:
    labels = {str(one["name"]).lower() for one in (page.get("labels") or {}).get("results") or ()}
    found = sorted(labels & READY)
    return f"the label {found[0]} in Confluence" if found else ""


def _same(page: dict[str, Any], there: Postmortem) -> PaperSeen:
    """It is as it was; only people may have said that it is ready."""
    return PaperSeen(
        there.mark,
        Home.CONFLUENCE,
        str(page["id"]),
        address(page) or there.url,
        str(page["title"]),
        str(page["version"]["number"]),
        there.written,
        there.reach,
        ready=_ready(page),
    )


def _seen(page: dict[str, Any], there: Postmortem, material: Material) -> PaperSeen:
    """It says what is known now."""
    fresh = {"written": content.print_of(material), "reach": material.reach, "text": content.fresh(material)}
    return PaperSeen(**{**vars(_same(page, there)), **fresh})
