"""A drill: how one begins."""

from dataclasses import dataclass

from bot.domain.errors import UserError
from bot.domain.incident import Act, Change, Incident
from bot.domain.rules import opening
from bot.domain.rules.opening import Form
from bot.domain.taxonomy import Taxonomy

NEVER_REAL = (
    "{ref} is a drill and stays one: nobody was really called, and its ticket and announcement are missing. "
    "Declare what really happens with `/incident open`, which does all of that, and close the drill."
)


@dataclass(frozen=True)
class Wish:
    """What somebody wants to rehearse; keys of the taxonomy.

    `people`: Slack ids, `teams`: handles of usergroups: nobody else takes part.
    """

    draft: str
    title: str = ""
    description: str = ""
    category: str = ""
    priority: str = ""
    people: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()


def begin(wish: Wish, members: tuple[str, ...], taxonomy: Taxonomy, act: Act) -> Change:
    """Begin it, with nobody in command. members: the people of its teams.

    Raises UserError with a sentence for each field that keeps it from being one.
    """
    named = tuple(dict.fromkeys(one for one in (*wish.people, *members) if one != act.by))
    form = Form(
        draft=wish.draft,
        title=wish.title,
        description=wish.description,
        category=wish.category,
        environments=_usual(taxonomy),
        priority=wish.priority,
        named=named,
        drill=True,
    )
    return opening.open_incident(form, taxonomy, act)


def must_stay_drill(incident: Incident) -> None:
    """Raise UserError: what happened so far happened nowhere else."""
    if incident.drill:
        raise UserError(NEVER_REAL.format(ref=incident.ref))


def _usual(taxonomy: Taxonomy) -> tuple[str, ...]:
    usual = tuple(key for key, one in taxonomy.environments.items() if one.default and one.enabled)
    return usual or tuple(taxonomy.environments)[:1]
