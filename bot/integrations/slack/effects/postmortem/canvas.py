"""A post-mortem as a canvas of the incident's channel.

https://docs.slack.dev/surfaces/canvases
"""

from typing import Any

from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import (
    PostmortemAsked,
    PostmortemExtended,
    PostmortemHidden,
    PostmortemMade,
)
from bot.domain.incident import Incident, LinkKind
from bot.domain.postmortem import Home, PaperGone, PaperSeen, PaperState, Postmortem
from bot.domain.postmortem.material import Material
from bot.integrations.slack.effects.effect import SlackEffects
from bot.integrations.slack.proofs import SKEW
from bot.ports import Run, on
from bot.store.postmortem import papers
from bot.usecases.postmortem.hear_postmortem import LANE
from bot.usecases.postmortem.write_postmortem import note_attempt
from bot.views.documents.markdown import Canvas
from bot.views.postmortem import content
from bot.views.postmortem.facts import MATTERS

TAKEN = {"channel_canvas_already_exists", "free_team_canvas_tab_already_exists"}
"""The channel has one already: people made it, so ours is another one."""

REFUSED = {
    "canvas_disabled_user_team",
    "team_tier_cannot_create_channel_canvases",
    "free_team_canvas_tab_already_exists",
    "free_teams_cannot_create_non_tabbed_canvases",
    "free_teams_cannot_create_standalone_canvases",
    "free_teams_cannot_edit_standalone_canvases",
    "enterprise_is_restricted",
    "no_permission",
    "access_denied",
    "restricted_action",
    "missing_scope",
    "not_allowed_token_type",
    "is_bot",
    "canvas_creation_failed",
    "canvas_tab_creation_failed",
    "channel_canvas_creation_failed",
    "channel_canvas_already_exists",
}
"""The workspace's plan or its settings admit none: https://docs.slack.dev/reference/methods/canvases.create#errors"""

GONE = {"canvas_not_found", "canvas_deleted", "file_not_found", "file_deleted"}
BUSY = {"canvas_editing_failed", "canvas_editing_locked"}

SOON = 5.0
"""Seconds in which many quick changes become one."""


def _has_canvas(incident: Incident) -> bool:
    there = incident.postmortem
    return there is not None and there.home is Home.CANVAS and there.is_there


class CanvasEffects(SlackEffects):
    @on(PostmortemAsked, needs=LinkKind.CHANNEL, lane=LANE, when=lambda event: event.home == Home.CANVAS)
    async def write_canvas(self, run: Run) -> PaperSeen | PaperGone | None:
        """Make it, once; where Slack will not have it, say why."""
        there, channel = run.incident.postmortem, run.incident.link(LinkKind.CHANNEL)
        if there is None or channel is None or there.home is not Home.CANVAS:
            return None
        if there.state is not PaperState.ASKED:
            return None
        material = await self.db.read(papers.material, run.incident)
        canvas = await self._find(there, channel.key) if there.tried_at else ""
        try:
            canvas = canvas or await self._make(run, there, channel.key, _text(material, there))
        except PermanentError as error:
            if error.code not in REFUSED:
                raise
            return PaperGone(there.mark, refused=str(error))
        return _seen(await self._info(canvas), there, material, self.bot)

    @on(
        PostmortemMade,
        PostmortemExtended,
        *MATTERS,
        needs=LinkKind.CHANNEL,
        mirror=True,
        lane=LANE,
        settle=SOON,
        where=_has_canvas,
    )
    async def keep_canvas(self, run: Run) -> PaperSeen | PaperGone | None:
        """Keep it up to date until somebody writes in it; then add only what somebody wants added."""
        there = run.incident.postmortem
        if there is None or run.incident.archived:
            return None
        material = await self.db.read(papers.material, run.incident)
        try:
            info = await self._info(there.id)
            if there.edited or _is_edited(info, self.bot, there.version):
                return await self._extended(there, material, info)
            if content.print_of(material) == there.written:
                return None
            await self._edit(there.id, "replace", _text(material, there))
            return _seen(await self._info(there.id), there, material, self.bot)
        except PermanentError as error:
            if error.code in GONE:
                return PaperGone(there.mark)
            raise

    @on(PostmortemHidden, lane=LANE, when=lambda event: event.home == Home.CANVAS)
    async def hide_canvas(self, run: Run) -> None:
        """What stands in a public channel stays readable there, so it goes."""
        event = run.event
        assert isinstance(event, PostmortemHidden)
        try:
            if event.id:
                await self.slack.call("canvases.delete", canvas_id=event.id)
        except PermanentError as error:
            if error.code not in GONE:
                raise

    async def _make(self, run: Run, there: Postmortem, channel: str, text: str) -> str:
        await self.db.write_behind(note_attempt, run.incident.id, there.mark, self.clock())
        said = {
            "channel_id": channel,
            "title": content.title(run.incident),
            "document_content": _markdown(text),
        }
        try:
            made = await self.slack.call("conversations.canvases.create", **said)
        except PermanentError as error:
            if error.code not in TAKEN:
                raise
            made = await self.slack.call("canvases.create", **said)
        return str(made["canvas_id"])

    async def _find(self, there: Postmortem, channel: str) -> str:
        """Find what an earlier attempt made and whose answer was lost: ours, and no older than that."""
        assert there.tried_at
        since = there.tried_at - SKEW
        said = (await self.slack.call("conversations.info", channel=channel))["channel"].get(
            "properties"
        ) or {}
        tabs = [tab.get("data") or {} for tab in said.get("tabs") or () if tab.get("type") == "canvas"]
        for one in (said.get("canvas") or {}, *tabs):
            info = await self._info(str(one["file_id"])) if one.get("file_id") else {}
            if info.get("user") == self.bot and float(info.get("created", 0)) >= since.timestamp():
                return str(info["id"])
        return ""

    async def _extended(self, there: Postmortem, material: Material, info: dict[str, Any]) -> PaperSeen:
        """Add what somebody wants added, once: its heading is like no other's."""
        reach = there.reach
        section = content.wanted(material, there)
        if section:
            heading = {"section_types": ["any_header"], "contains_text": section.title}
            said = await self.slack.call("canvases.sections.lookup", canvas_id=there.id, criteria=heading)
            if not said["sections"]:
                await self._edit(there.id, "insert_at_end", Canvas(material.readers).section(section))
            reach = there.wanted
        url, name = str(info.get("permalink") or there.url), str(info.get("title") or there.name)
        version, text = str(info.get("updated") or ""), await self._read(there.id)
        return PaperSeen(
            there.mark,
            Home.CANVAS,
            there.id,
            url,
            name,
            version,
            there.written,
            reach,
            edited=True,
            text=text,
        )

    async def _read(self, canvas: str) -> str | None:
        """Give what it says now, to be kept; where Slack does not give it, what is kept stays."""
        try:
            said = await self.slack.call("canvases.getContent", canvas_id=canvas, content_type="markdown")
        except PermanentError:
            return None
        return str(said["content"])

    async def _edit(self, canvas: str, operation: str, text: str) -> None:
        change = {"operation": operation, "document_content": _markdown(text)}
        try:
            await self.slack.call("canvases.edit", canvas_id=canvas, changes=[change])
        except PermanentError as error:
            if error.code in BUSY:
                raise TransientError(str(error)) from error
            raise

    async def _info(self, canvas: str) -> dict[str, Any]:
        found: dict[str, Any] = (await self.slack.call("files.info", file=canvas))["file"]
        return found


def _markdown(text: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": text}


def _text(material: Material, there: Postmortem) -> str:
    """What people wrote in the one before it goes on in this one."""
    if there.edited and material.text:
        return material.text
    return Canvas(material.readers).write(content.compose(material))


def _is_edited(info: dict[str, Any], bot: str, version: str = "") -> bool:
    """Tell whether anybody else wrote in it; where Slack does not name who did, whether anything changed."""
    writers = {*info.get("editors", ()), info.get("last_editor") or bot}
    is_named = "editors" in info or "last_editor" in info
    return bool(writers - {bot}) or (not is_named and version not in {"", str(info.get("updated"))})


def _seen(info: dict[str, Any], there: Postmortem, material: Material, bot: str) -> PaperSeen:
    name = str(info.get("title") or content.title(material.incident))
    goes_on = there.edited and bool(material.text)
    return PaperSeen(
        there.mark,
        Home.CANVAS,
        str(info["id"]),
        str(info.get("permalink") or ""),
        name,
        str(info.get("updated") or ""),
        content.print_of(material),
        there.reach if goes_on else material.reach,
        edited=_is_edited(info, bot),
        text=None if goes_on else content.fresh(material),
    )
