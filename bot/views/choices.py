"""The choices that several forms offer: what is enabled, and what is chosen already."""

from bot.domain.taxonomy import ImpactType, Priority, Taxonomy
from bot.domain.taxonomy.offered import offered
from bot.views import blocks as b
from bot.views.declare.categories import select


def categories(action: str, taxonomy: Taxonomy, chosen: str, *, private: bool) -> b.Block:
    """private: whether those may be chosen that are only for private incidents."""
    return select(action, taxonomy, chosen, private=private)


def priorities(action: str, taxonomy: Taxonomy, chosen: str) -> b.Block:
    options = [b.option(called(one), one.key) for one in offered(taxonomy.priorities, (chosen,))]
    return b.select(action, options, chosen=chosen)


def environments(action: str, taxonomy: Taxonomy, chosen: tuple[str, ...]) -> b.Block:
    options = [b.option(one.key, one.key) for one in offered(taxonomy.environments, chosen)]
    return b.multi_select(action, options, chosen=chosen)


def levels(action: str, kind: ImpactType, chosen: str) -> b.Block:
    options = [b.option(level.name, level.key) for level in kind.levels]
    return b.select(action, options, chosen=chosen, example=f"not set ({kind.help.lower()})"[:150])


def called(priority: Priority) -> str:
    return f"{priority.emoji} {priority.key} {priority.name}"
