"""The fields of the declaration, each with what is entered in it already."""

from bot.domain.board import Outlook
from bot.domain.rules.opening import DESCRIPTION, TITLE, Form
from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.offered import offered
from bot.views import blocks as b
from bot.views.words import escape

CHANGED = "declare_changed"
LEADS = "I lead this"
PRIVATE = "Only its responders and the people I name may see it"


def title(form: Form) -> b.Block:
    return b.text_field(
        "title", most=TITLE[1], initial=form.title, example="Checkout fails for one order in three"
    )


def description(form: Form) -> b.Block:
    return b.text_field(
        "description",
        most=DESCRIPTION[1],
        multiline=True,
        initial=form.description,
        example="What is seen, since when, by whom",
    )


def environments(form: Form, taxonomy: Taxonomy) -> b.Block:
    options = [b.option(one.key, one.key) for one in offered(taxonomy.environments, form.environments)]
    return b.multi_select(CHANGED, options, chosen=form.environments)


def impact(form: Form, taxonomy: Taxonomy, kind: str) -> b.Block:
    asked = taxonomy.impacts[kind]
    options = [b.option(level.name, level.key) for level in asked.levels]
    example = f"not set ({asked.help.lower()})"
    return b.select(CHANGED, options, chosen=form.impacts.get(kind, ""), example=example[:150])


def leads(form: Form) -> b.Block:
    """What is ticked beforehand follows the category, so each category has a box of its own."""
    element = b.checkboxes("leads", [b.option(LEADS, "leads")], chosen=["leads"] if form.leads else [])
    return b.entry(f"leads#{form.category}", "Commander", element, optional=True)


def paging(form: Form, outlook: Outlook) -> list[b.Block]:
    """The box where people are paged only because nobody works; who declares it may leave them alone."""
    callout = outlook.callout
    if callout is None or not callout.declinable:
        return []
    said = f"Page {callout.service[:40]}: it is outside office hours"
    tick = ["pages"] if form.pages else []
    box = b.checkboxes(CHANGED, [b.option(said, "pages")], chosen=tick)
    return [b.entry("pages", "Paging", box, live=True, optional=True)]


def privacy(form: Form, taxonomy: Taxonomy) -> list[b.Block]:
    """The switch where the category leaves the choice, and who else may see it where it is private."""
    category = taxonomy.categories.get(form.category)
    name = b.people_select(CHANGED, chosen=form.named, example="Nobody besides the responders")
    named = b.entry("named", "Who else may see it?", name, live=True, optional=True)
    if category and category.private:
        return [b.context(f":lock: *Private*, as all of {escape(category.name)} is."), named]
    tick = ["private"] if form.private else []
    switch = b.checkboxes(CHANGED, [b.option(PRIVATE, "private")], chosen=tick)
    row = b.entry("private", "Private", switch, live=True, optional=True)
    return [row, named] if form.private else [row]
