"""`/incident follow`: hear of each update without being in the channel; or let a channel hear of it."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.usecases.follow_incident import follow_incident, must_be_outside, stop_following
from bot.views.remind import following
from bot.views.work.announcement import FOLLOW

HERE = re.compile(r"(?:inc-\d{1,9}\s+)?here", re.IGNORECASE)

CLOSED_ROOMS = ("privategroup", "directmessage", "mpdm-")
"""What Slack calls channels whose names it does not tell, and how those of group messages begin."""


async def follow(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Let who typed it follow; with `here` ask whether the channel in which it was typed is to hear of it."""
    found = await _meant(desk, typed, "follow")
    if found is None:
        return None
    incident, place = found
    if place != typed.person:
        await desk.db.read(must_be_outside, incident, place)
        return following.asked(incident, place)
    kept = await desk.db.write(follow_incident, incident.id, place, by=typed.person)
    return following.follows(kept, place, typed.person)


async def unfollow(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    found = await _meant(desk, typed, "unfollow")
    if found is None:
        return None
    incident, place = found
    kept = await desk.db.write(stop_following, incident.id, place, by=typed.person)
    return following.stopped(kept, place, typed.person)


SUBCOMMANDS = (
    Subcommand(
        "follow", "follow [inc-7] [here]", "tells you each update, or this channel with `here`", follow
    ),
    Subcommand("unfollow", "unfollow [inc-7] [here]", "ends that", unfollow),
)


def register(app: Routes, desk: Desk) -> None:
    async def press_follow(ack: AsyncAck, body: Body) -> None:
        number, place = following.parse(body["actions"][0]["value"])
        by = body["user"]["id"]
        incident = await desk.db.write(follow_incident, number, place or by, by=by)
        await ack()
        desk.after_ack(body, lambda: desk.give(body, following.follows(incident, place or by, by)))

    async def press_stop(ack: AsyncAck, body: Body) -> None:
        number, place = following.parse(body["actions"][0]["value"])
        by = body["user"]["id"]
        incident = await desk.db.write(stop_following, number, place or by, by=by)
        await ack()
        desk.after_ack(body, lambda: desk.give(body, following.stopped(incident, place or by, by)))

    app.action(FOLLOW)(press_follow)
    app.action(following.STOP)(press_stop)


async def _meant(desk: Desk, typed: Typed, word: str) -> tuple[Incident, str] | None:
    """Give the incident, and who is to follow; None where it is asked first which one.

    Raises UserError for a room into which Firebell cannot come by itself.
    """
    is_here = HERE.fullmatch(typed.words.strip())
    if is_here and (not typed.channel or typed.body.get("channel_name", "").startswith(CLOSED_ROOMS)):
        raise UserError("Only public channels can follow. Without `here` you follow by yourself.")
    found = await incident_for(desk, typed, word)
    return (found[0], typed.channel if is_here else typed.person) if found else None
