"""How an incident asks for a post-mortem: the first one, or another in its place."""

from dataclasses import replace

from bot.domain.events import PostmortemAsked, PostmortemHidden
from bot.domain.incident import Act, Change, Incident
from bot.domain.postmortem import Home, Postmortem


def asked(incident: Incident, home: Home, act: Act) -> Change:
    """Its mark is like no other's, also no ticket's. What people wrote in the one before goes on in it."""
    before = incident.postmortem
    count = int(before.mark.rpartition(":pm")[2]) + 1 if before else 1
    mark = f"{incident.ref}:{int(incident.opened_at.timestamp())}:pm{count}"
    goes_on = before is not None and before.is_ours and before.edited
    paper = Postmortem(mark, home, act.at, act.by, edited=goes_on)
    if before and goes_on:
        paper = replace(paper, reach=before.reach, wanted=before.wanted)
    return Change(replace(incident, postmortem=paper), (PostmortemAsked(act.at, act.by, mark, home),))


def hide(incident: Incident, act: Act) -> Change:
    """It is private now: what others could read is taken away, and a canvas of its own takes its place."""
    there = incident.postmortem
    if there is None or not there.is_ours:
        return Change(incident, ())
    hidden = PostmortemHidden(act.at, act.by, there.mark, there.home, there.id, there.tried_at)
    again = asked(incident, Home.CANVAS, act)
    return Change(again.incident, (hidden, *again.events))
