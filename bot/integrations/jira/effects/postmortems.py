"""A post-mortem as an issue: made once, kept up to date until somebody writes in it."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import (
    PostmortemAsked,
    PostmortemExtended,
    PostmortemHidden,
    PostmortemMade,
    TextRedacted,
)
from bot.domain.incident import Incident
from bot.domain.postmortem import Home, PaperGone, PaperSeen, PaperState, Postmortem
from bot.domain.postmortem.material import Material
from bot.domain.redacting.words import Swept
from bot.domain.rules.roles import COMMANDER
from bot.domain.ticketing.comparing import HIDDEN
from bot.integrations.faults import if_there, unless_gone
from bot.integrations.jira.client import SOURCE
from bot.integrations.jira.effects import texts
from bot.integrations.jira.effects.hands import Hands, JiraEffects
from bot.integrations.jira.reading import PROPERTY, account_of, mark_of
from bot.ports import Effect, Run, on
from bot.store.postmortem import papers
from bot.store.queues import redactions
from bot.usecases.postmortem.hear_postmortem import LANE
from bot.usecases.postmortem.write_postmortem import note_attempt
from bot.views.postmortem import content
from bot.views.postmortem.facts import MATTERS

PRIVATE = "It is private, and Jira's project of post-mortems is for everybody there."
READY = "ready"
"""A status of this name, and any that counts as done, says that it is written."""

SOON = 5.0
"""Seconds in which many quick changes become one: Jira takes few writes of one issue."""


class PostmortemEffects(JiraEffects):
    """`project`, `kind`: where its issues are made, and as what."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self.home, self.kind = hands.postmortem_project, hands.postmortem_kind

    def adapt(self, effect: Effect) -> Effect:
        """What has no ticket in Jira may have its post-mortem there all the same."""
        return effect

    @on(PostmortemAsked, lane=LANE, when=lambda event: event.home == Home.JIRA)
    async def write_issue(self, run: Run) -> PaperSeen | PaperGone | None:
        """Make it, once."""
        there = run.incident.postmortem
        if there is None or there.home is not Home.JIRA or there.state is not PaperState.ASKED:
            return None
        if run.incident.private:
            return PaperGone(there.mark, refused=PRIVATE)
        material = await self.db.read(papers.material, run.incident, SOURCE)
        found = await self._find(run.incident.ref, there.mark, there.tried_at) if there.tried_at else ""
        said = await self._paper(found or await self._make(run.incident, there, material))
        if said is None:
            return PaperGone(there.mark)
        # What is found says what was known then: it is written anew.
        return self._same(said, there) if found else self._told(said, there, material)

    @on(PostmortemMade, PostmortemExtended, *MATTERS, mirror=True, lane=LANE, settle=SOON)
    async def keep_issue(self, run: Run) -> PaperSeen | PaperGone | None:
        """Keep it up to date until somebody writes in it; then add only what somebody wants added."""
        there = run.incident.postmortem
        if there is None or there.home is not Home.JIRA or not there.is_there:
            return None
        material = await self.db.read(papers.material, run.incident, SOURCE)
        said = await self._paper(there.id)
        if said is None:
            return PaperGone(there.mark)
        if there.edited or await self._is_theirs(said, there):
            return await self._extended(said, there, material)
        if content.print_of(material) == there.written:
            return self._same(said, there)
        await self._rewrite(there, texts.written(material, cloud=await self.site.is_cloud()), material)
        fresh = await self._paper(there.id)
        return PaperGone(there.mark) if fresh is None else self._told(fresh, there, material)

    @on(PostmortemHidden, lane=LANE, when=lambda event: event.home == Home.JIRA)
    async def hide_issue(self, run: Run) -> None:
        """It says no more than its name; Jira itself keeps what was changed in its history."""
        event = run.event
        assert isinstance(event, PostmortemHidden)
        said = {"summary": run.incident.ref + HIDDEN, "description": None}
        with if_there():
            at = event.tried_at
            number = await self._find(run.incident.ref, event.mark, at) if at else event.id
            if number:
                await self._empty(number, "the post-mortem", said)

    @on(TextRedacted, lane=LANE)
    async def redact_issue(self, run: Run) -> Swept | None:
        """Write it without them, also where people wrote them; Jira itself keeps its history."""
        there = run.incident.postmortem
        words = await self.db.read(redactions.words, run.number, run.delivery)
        if words and there and there.home is Home.JIRA and there.is_there:
            said = await self._paper(there.id)
            fields = said["fields"] if said else {}
            clean = {name: texts.without_words(value, words) for name, value in fields.items()}
            fresh = {name: clean[name] for name in ("summary", "description") if name in clean}
            if said and any(value != fields[name] for name, value in fresh.items()):
                # What people wrote stays known as theirs, also where that was not noticed yet.
                theirs = await self._is_theirs(said, there)
                written = there.written if theirs else "redacted"
                left = {"key": PROPERTY, "value": {"mark": there.mark, "written": written}}
                body = {"fields": fresh, "properties": [left]}
                await self.jira.write("PUT", await self._path(there.id), body)
        return Swept(run.number)

    async def _make(self, incident: Incident, there: Postmortem, material: Material) -> str:
        form, cloud = await self.site.form(self.home, self.kind), await self.site.is_cloud()
        commander = await self.site.account(incident.holder(COMMANDER))
        optional: dict[str, Any] = {
            "description": texts.written(material, cloud=cloud),
            "labels": [incident.ref, "post-mortem"],
            **({"assignee": self.site.reference(commander, cloud=cloud)} if commander else {}),
        }
        fields = {
            "project": {"key": self.home},
            "issuetype": {"name": self.kind},
            "summary": content.title(incident),
            **{name: value for name, value in optional.items() if name in form.fields},
        }
        body = {"fields": fields, "properties": [_property(there, material)]}
        await self.db.write_behind(note_attempt, incident.id, there.mark, self.clock())
        try:
            return str((await self.jira.write("POST", await self._path(), body))["id"])
        except (PermanentError, TransientError) as error:
            if isinstance(error, PermanentError) or error.retry_after is not None:
                await self.db.write_behind(note_attempt, incident.id, there.mark, None)
            raise

    async def _find(self, ref: str, mark: str, tried_at: datetime) -> str:
        """Find what an earlier attempt made, by its label; its property proves that it is this one."""
        asked = f'project = "{self.home}" AND labels = "{ref}" ORDER BY created'
        for one in await self.site.search(asked, "labels"):
            said = await self._paper(str(one["id"]))
            if said and mark_of(said) == mark:
                return str(said["id"])
        left = self.lag - (self.clock() - tried_at).total_seconds()
        if left > 0:
            wait = min(self.lag / 2, left)
            raise TransientError("Jira may have taken it; its search is asked again.", retry_after=wait)
        return ""

    async def _paper(self, key: str) -> dict[str, Any] | None:
        """Read it as it is now; None where it is there no more."""
        asked = {"fields": "summary,status,description", "properties": PROPERTY, "expand": "changelog"}
        return await unless_gone(self.jira.get(await self._path(key), **asked))

    async def _path(self, key: str = "") -> str:
        """Cloud keeps documents, which v3 alone takes as they are."""
        below = f"issue/{key}" if key else "issue"
        return f"/rest/api/3/{below}" if await self.site.is_cloud() else below

    async def _rewrite(self, there: Postmortem, description: Any, material: Material) -> None:
        said = {"fields": {"description": description}, "properties": [_property(there, material)]}
        await self.jira.write("PUT", await self._path(there.id), said)

    async def _is_theirs(self, said: dict[str, Any], there: Postmortem) -> bool:
        """Tell whether somebody else wrote in it: a text of ours whose answer was lost is none of theirs."""
        if _version(said) == there.version:
            return False
        left = (said.get("properties") or {}).get(PROPERTY) or {}
        me = account_of(await self.jira.get("myself"))
        return left.get("written") == there.written or _author(said) != me

    async def _extended(self, said: dict[str, Any], there: Postmortem, material: Material) -> PaperSeen:
        """Add what somebody wants added, once: its heading is like no other's."""
        section, reach = content.wanted(material, there), there.reach
        if section:
            description = said["fields"].get("description")
            if not texts.holds(description, section.title):
                await self._rewrite(there, texts.extended(description, section, material.readers), material)
                said = await self._paper(there.id) or said
            reach = there.wanted
        text = texts.markdown(said["fields"].get("description"))
        same = self._same(said, there)
        return PaperSeen(**{**vars(same), "reach": reach, "edited": True, "text": text})

    def _same(self, said: dict[str, Any], there: Postmortem) -> PaperSeen:
        """It is as it was; only people may have said that it is ready."""
        status = said["fields"].get("status") or {}
        name, category = str(status.get("name") or ""), (status.get("statusCategory") or {}).get("key")
        is_ready = category == "done" or name.casefold() == READY
        return PaperSeen(
            there.mark,
            Home.JIRA,
            str(said["id"]),
            f"{self.jira.url}/browse/{said['key']}",
            str(said["key"]),
            _version(said),
            there.written,
            there.reach,
            ready=f"its status {name} in Jira" if is_ready else "",
        )

    def _told(self, said: dict[str, Any], there: Postmortem, material: Material) -> PaperSeen:
        """It says what is known now."""
        fresh = {"written": content.print_of(material), "reach": material.reach}
        return PaperSeen(**{**vars(self._same(said, there)), **fresh, "text": content.fresh(material)})


def _property(there: Postmortem, material: Material) -> dict[str, Any]:
    return {"key": PROPERTY, "value": {"mark": there.mark, "written": content.print_of(material)}}


def _version(said: dict[str, Any]) -> str:
    """Give what is the same only for the same text."""
    text = json.dumps(said["fields"].get("description"), sort_keys=True)
    return sha256(text.encode()).hexdigest()[:16]


def _author(said: dict[str, Any]) -> str:
    """Give who changed its text last; nobody has where only its maker wrote it."""
    histories = (said.get("changelog") or {}).get("histories") or ()
    found = [one for one in histories if any(item.get("field") == "description" for item in one["items"])]
    last = max(found, key=lambda one: int(one["id"]), default=None)
    return account_of(last.get("author")) if last else ""
