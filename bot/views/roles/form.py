"""Who has which role, to be changed: one field for each, and the hand-over."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.incident import Incident
from bot.domain.rules.roles import COMMANDER
from bot.domain.tasks import Task
from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.offered import offered
from bot.views import blocks as b
from bot.views import entered
from bot.views.tasks import row
from bot.views.words import fit, person
from bot.views.work import menu

CALLBACK = "give_roles"
ROLE = "role:"
WORDS = 600
"""Most characters of a hand-over."""
TASKS = 8
"""Open tasks that are named."""


@dataclass(frozen=True)
class Asked:
    """What somebody entered: `people` whose role changes, `was`: who had them when the form was opened."""

    incident: int
    people: Mapping[str, str]
    was: Mapping[str, str]
    words: str


def render(
    incident: Incident,
    proposed: Mapping[str, str],
    taxonomy: Taxonomy,
    now: datetime,
    *,
    words: str = "",
    tasks: Sequence[Task] = (),
) -> b.Block:
    """proposed: role -> who was typed already. tasks: those of the incident."""
    rows = [b.section(f"*{incident.ref}* · {fit(incident.title, 300)}\nWho gets a role is let in and told.")]
    for kind in offered(taxonomy.roles, incident.roles):
        chosen = proposed.get(kind.key, incident.holder(kind.key))
        picker = b.person_select("person", chosen=chosen, example="nobody")
        hint = fit(kind.summary, 1900)
        rows.append(b.entry(f"{ROLE}{kind.key}", kind.name, picker, optional=True, hint=hint))
    rows += _hand_over(incident, taxonomy, words)
    rows += _left_open(incident, tasks, now)
    was = {key: incident.holder(key) for key in taxonomy.roles}
    memory = json.dumps({"incident": incident.id, "was": was})
    return b.modal(
        f"Roles of {incident.ref}"[:24], rows, callback=CALLBACK, submit="Save", close="Cancel", memory=memory
    )


def parse(view: entered.View) -> Asked:
    kept = entered.memory(view)
    held = {key: entered.person(view, name) for key, name in entered.fields(view, ROLE).items()}
    changed = {key: holder for key, holder in held.items() if holder != kept["was"].get(key, "")}
    return Asked(int(kept["incident"]), changed, kept["was"], entered.typed(view, "words"))


def _hand_over(incident: Incident, taxonomy: Taxonomy, words: str) -> list[b.Block]:
    """Asked for where somebody leads now: the next commander begins with it."""
    holder, kind = incident.holder(COMMANDER), taxonomy.roles.get(COMMANDER)
    if not holder or kind is None:
        return []
    field = b.text_field(
        "words",
        most=WORDS,
        initial=words,
        multiline=True,
        example="What is going on, and what comes next.",
    )
    note = b.context(f"{person(holder)} is {fit(kind.said, 100)}. Two lines help the next one to begin.")
    return [note, b.entry("words", "Hand-over", field, optional=True)]


def _left_open(incident: Incident, tasks: Sequence[Task], now: datetime) -> list[b.Block]:
    """What those who have a role still have to do: theirs until somebody gives it to the next one."""
    holders = set(incident.roles.values())
    theirs = [task for task in tasks if task.owner in holders and not task.done_at]
    if not theirs:
        return []
    lines = [row.line(task, now) for task in theirs[:TASKS]]
    rest = [f"and {len(theirs) - TASKS} more"] if len(theirs) > TASKS else []
    head = "*Open tasks* stay with their owner."
    return [b.section("\n".join([head, *lines, *rest]), menu.button(incident, "Tasks", "tasks"))]
