"""What happened to a post-mortem, in words."""

from collections.abc import Callable
from typing import Any

from bot.domain import events as e
from bot.domain.incident import Incident
from bot.domain.postmortem import Home, Postmortem
from bot.views.words import fit, person

WHERE = {
    Home.CANVAS: "a canvas of the channel",
    Home.CONFLUENCE: "a page in Confluence",
    Home.JIRA: "an issue in Jira",
    Home.FILE: "a file in the channel",
}

NAMES = {Home.CANVAS: "Slack", Home.CONFLUENCE: "Confluence", Home.JIRA: "Jira", Home.FILE: "Slack"}


def link(there: Postmortem, words: str = "Post-mortem") -> str:
    """Lead to it; its words alone where it has no address."""
    return f"<{there.url}|{words}>" if there.url else words


def on_card(incident: Incident) -> str:
    """Say where it is, and whether it is written; empty where there is none."""
    there = incident.postmortem
    if there is None or not there.is_ours:
        return ""
    if not there.is_there:
        return "Post-mortem follows"
    return f"{link(there)} {'ready' if incident.postmortem_ready else '(draft)'}"


def _asked(event: e.PostmortemAsked) -> str:
    where = WHERE[Home(event.home)]
    return f"{person(event.by)} asked for a post-mortem, {where}"


def _made(event: e.PostmortemMade) -> str:
    return f"the post-mortem was begun, {WHERE[Home(event.home)]}"


def _refused(event: e.PostmortemRefused) -> str:
    return f"the post-mortem is written elsewhere, as {NAMES[Home(event.home)]} would not have it: " + fit(
        event.reason, 300
    )


def _ready(event: e.PostmortemReady) -> str:
    if event.by or not event.where:
        return f"{person(event.by)} says that the post-mortem is written"
    return f"{fit(event.where, 100)} says that the post-mortem is written"


SENTENCES: dict[type[e.Event], Callable[[Any], str]] = {
    e.PostmortemAsked: _asked,
    e.PostmortemMade: _made,
    e.PostmortemRefused: _refused,
    e.PostmortemEdited: lambda _event: "people write in the post-mortem now, so Firebell does not any more",
    e.PostmortemExtended: lambda event: f"{person(event.by)} had later facts added to the post-mortem",
    e.PostmortemLost: lambda _event: "the post-mortem was deleted",
    e.PostmortemHidden: lambda _event: ":lock: the post-mortem that others could read is taken away",
    e.PostmortemExported: lambda event: f"{person(event.by)} asked for the post-mortem as a file",
    e.PostmortemReady: _ready,
}
