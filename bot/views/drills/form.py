"""Beginning a drill: a form that says what it touches, and what it does not."""

from collections.abc import Sequence

from bot.domain.drills.beginning import Wish
from bot.domain.rules.critical import category_of
from bot.domain.rules.opening import DESCRIPTION, TITLE
from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.offered import offered
from bot.views import blocks as b
from bot.views import entered
from bot.views.choices import called
from bot.views.declare import categories

CALLBACK = "begin_drill"
OPEN = "open_drill"
"""The button that opens the form. Its value is the title that it begins with."""

MOST = 100

EXPLAINED = (
    "*Everything runs as in an incident*, in a channel of its own that is marked :test_tube: drill: card, "
    "roles, updates, reminders, closing. Paging and ticket are simulated.\n"
    "*Nothing else is touched:* PagerDuty, Jira, RT and Confluence hear nothing, nothing is announced, and "
    "only whom you choose here is invited."
)


def render(
    draft: str, title: str, channel: str, taxonomy: Taxonomy, teams: Sequence[tuple[str, str]]
) -> b.Block:
    """channel: the name of the one in which it was asked for. teams: handle and name of each usergroup."""
    category = category_of(channel, taxonomy)
    chosen = "" if category.private else category.key
    people = b.people_select("people", example="Nobody besides you: rehearse alone")
    rows = [
        b.section(EXPLAINED),
        b.entry("title", "What fails?", _title(title)),
        b.entry("description", "What do people see?", _description(), optional=True),
        b.entry("category", "Category", categories.select("category", taxonomy, chosen, private=False)),
        b.entry("priority", "Priority", _priorities(taxonomy)),
        b.entry("people", "Who takes part?", people, optional=True),
        *_teams(teams),
        b.context("When you close it, a scorecard says how it went. No statistics count it."),
    ]
    return b.modal(
        "Rehearse an incident",
        rows,
        callback=CALLBACK,
        submit="Start the drill",
        close="Cancel",
        memory=draft,
    )


def parse(view: entered.View) -> Wish:
    return Wish(
        draft=str(view["private_metadata"]),
        title=entered.typed(view, "title"),
        description=entered.typed(view, "description"),
        category=entered.chosen(view, "category"),
        priority=entered.chosen(view, "priority"),
        people=entered.people(view, "people"),
        teams=entered.several(view, "teams"),
    )


def opener(label: str, title: str = "", *, style: str = "") -> b.Block:
    """title: with which the form begins."""
    return b.button(label, OPEN, title, style=style, says="Rehearse an incident: nothing real is touched")


def _title(title: str) -> b.Block:
    example = "Checkout fails for one order in three"
    return b.text_field("title", most=TITLE[1], initial=title[: TITLE[1]], example=example)


def _description() -> b.Block:
    example = "What the first person who notices would write"
    return b.text_field("description", most=DESCRIPTION[1], multiline=True, example=example)


def _priorities(taxonomy: Taxonomy) -> b.Block:
    """Those with a channel; the worst is what one rehearses for."""
    kinds = [one for one in offered(taxonomy.priorities) if one.channel] or list(offered(taxonomy.priorities))
    worst = min(kinds, key=lambda one: one.rank)
    return b.select("priority", [b.option(called(one), one.key) for one in kinds[:MOST]], chosen=worst.key)


def _teams(teams: Sequence[tuple[str, str]]) -> list[b.Block]:
    options = [b.option(f"{name} (@{handle})", handle) for handle, name in teams[:MOST]]
    if not options:
        return []
    hint = "Each of their members is let into the channel, as in an incident."
    return [b.entry("teams", "Whole teams", b.multi_select("teams", options), optional=True, hint=hint)]
