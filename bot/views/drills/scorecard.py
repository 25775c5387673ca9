"""How a drill went, in plain words: what was reached, what went well, what to try next time."""

from collections.abc import Iterable
from datetime import timedelta

from bot.domain.drills.scorecard import Goal, What, goals
from bot.domain.events import DrillScored, Event
from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.wanted import Wanted
from bot.views import blocks as b
from bot.views.drills import form
from bot.views.find import results
from bot.views.words import bold, duration, escape, fit, priority
from bot.views.work import menu

NAMES = {
    What.COMMANDER: "Commander",
    What.PAGE: "Page acknowledged",
    What.UPDATE: "First update",
    What.CADENCE: "Longest silence",
    What.MITIGATED: "Mitigated",
}

WELL = {
    What.COMMANDER: "Somebody took command before anybody had to ask.",
    What.PAGE: "The page was taken while it was fresh.",
    What.UPDATE: "People outside heard early that somebody is on it.",
    What.CADENCE: "Updates came often enough that nobody had to ask.",
    What.MITIGATED: "It was under control within the time that its priority gives.",
}

TRY = {
    What.COMMANDER: "Whoever joins first presses *Take command*; it can be handed over a minute later.",
    What.PAGE: "Acknowledge the page at once. Where nobody does, call the next level or page another team.",
    What.UPDATE: "Write the first update early, if only “we do not know yet”.",
    What.CADENCE: "Promise the next update whenever you give one: Firebell reminds you when it is due.",
    What.MITIGATED: "Say when the suffering ends: an update with the status Mitigated stops the clock.",
}


def message(incident: Incident, scored: DrillScored, taxonomy: Taxonomy, command: str) -> b.Block:
    found = goals(scored, taxonomy)
    reached = [goal for goal in found if goal.is_reached]
    missed = [goal for goal in found if not goal.is_reached]
    lasted = duration(timedelta(seconds=scored.lasted))
    head = f"Scorecard of {incident.ref}: {len(reached)} of {len(found)} reached in {lasted}"
    title = f"{bold(fit(incident.title, 200))} · {priority(incident, taxonomy)}"
    rows = [
        b.section(f"*{head}*\n{title}"),
        b.section("\n".join(map(_line, found))),
        *_advice("What went well", [WELL[goal.what] for goal in reached]),
        *_advice("What to try next time", [TRY[goal.what] for goal in missed]),
        b.context(_told(scored, command)),
        b.actions(
            form.opener("Rehearse again", incident.title, style="primary"),
            menu.button(incident, "Timeline", "timeline"),
            results.opener("All drills", Wanted(drills=True), says="Find all drills"),
        ),
    ]
    return b.message(f"{head}: {escape(incident.title)}", rows)


def kept(events: Iterable[Event], taxonomy: Taxonomy) -> list[b.Block]:
    """What the last scorecard said, where the whole of a drill is shown."""
    scored = [event for event in events if isinstance(event, DrillScored)]
    return [b.section("\n".join(["*Scorecard*", *map(_line, goals(scored[-1], taxonomy))]))] if scored else []


def _line(goal: Goal) -> str:
    """A word and a sign say the same."""
    name, aim = NAMES[goal.what], f"aim: within {duration(goal.within)}"
    if goal.took is None:
        return f":warning: *{name}*  never · {aim}"
    took = ("" if goal.what is What.CADENCE else "after ") + duration(goal.took)
    return f"✓ *{name}*  {took} · {aim}" if goal.is_reached else f":warning: *{name}*  {took}, late · {aim}"


def _advice(head: str, sentences: list[str]) -> list[b.Block]:
    lines = "\n".join(f"• {sentence}" for sentence in sentences)
    return [b.section(f"*{head}*\n{lines}")] if sentences else []


def _told(scored: DrillScored, command: str) -> str:
    count = "1 update" if scored.updates == 1 else f"{scored.updates or 'no'} updates"
    return f"{count}. No statistics count a drill; `{command} list drills` finds them all."
