"""What a program names must be there, and what it does not name is as usual."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.domain.errors import UserError
from bot.domain.rules.critical import category_of
from bot.domain.rules.opening import Form
from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.offered import offered


def filled(form: Form, taxonomy: Taxonomy) -> Form:
    """Give it whole. Raises UserError with a sentence for each field that names what there is not."""
    usual = tuple(one.key for one in offered(taxonomy.environments) if one.default)
    whole = replace(
        form,
        category=form.category or category_of("", taxonomy).key,
        environments=form.environments or usual or tuple(taxonomy.environments)[:1],
    )
    must_be_known(whole, taxonomy)
    return whole


def keyed(form: Form, taxonomy: Taxonomy) -> Form:
    """Give it with the keys of what somebody typed by its key or its name, in capitals or not."""
    categories = {one.key: one.name for one in offered(taxonomy.categories)}
    environments = {one.key: one.description for one in offered(taxonomy.environments)}
    priorities = {one.key: one.name for one in offered(taxonomy.priorities)}
    return replace(
        form,
        category=_meant(form.category, categories),
        environments=tuple(_meant(one, environments) for one in form.environments),
        priority=_meant(form.priority, priorities),
    )


def must_be_known(form: Form, taxonomy: Taxonomy) -> None:
    faults = {
        "category": _known([form.category], [one.key for one in offered(taxonomy.categories)]),
        "environments": _known(form.environments, [one.key for one in offered(taxonomy.environments)]),
        "priority": _priority(form, taxonomy),
        "impacts": _impacts(form, taxonomy),
    }
    found = {name: sentence for name, sentence in faults.items() if sentence}
    if found:
        raise UserError(" ".join(found.values()), found)


def _priority(form: Form, taxonomy: Taxonomy) -> str:
    if form.priority:
        return _known([form.priority], [one.key for one in offered(taxonomy.priorities)])
    levels = (
        taxonomy.impacts[kind].level(key) for kind, key in form.impacts.items() if kind in taxonomy.impacts
    )
    if any(level and level.priority for level in levels):
        return ""
    return "Give a priority, or an impact that asks for one."


def _impacts(form: Form, taxonomy: Taxonomy) -> str:
    kinds = {one.key: one for one in offered(taxonomy.impacts)}
    unknown = _known(form.impacts, list(kinds))
    if unknown:
        return unknown
    wrong = [_known([key], [level.key for level in kinds[kind].levels]) for kind, key in form.impacts.items()]
    return next(filter(None, wrong), "")


def _meant(said: str, names: Mapping[str, str]) -> str:
    """What is none of them, or several, stays as it was said."""
    like = [key for key, name in names.items() if said.casefold() in {key.casefold(), name.casefold()}]
    return like[0] if len(like) == 1 and said not in names else said


def _known(named: Iterable[str], there: list[str]) -> str:
    for one in named:
        if one not in there:
            return f"There is no {one[:60]}. There are: {', '.join(there[:60])}."
    return ""
