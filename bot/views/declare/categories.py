"""The choice of a category: a select with groups as long as Slack takes it, a type-ahead beyond that."""

import json
from collections.abc import Iterable, Sequence

from bot.domain.taxonomy import Category, Taxonomy
from bot.views import blocks as b

MOST = 100
"""Options in a group, groups in a select: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element"""

MOST_BYTES = 150_000
"""A view may have 250 kB: https://docs.slack.dev/reference/methods/views.open#errors"""

IN_MESSAGE = 8_000
"""The same where it stands in a message, whose words together may be 13,200 characters."""


def select(
    action: str, taxonomy: Taxonomy, chosen: str, *, private: bool = True, room: int = MOST_BYTES
) -> b.Block:
    """private: whether those that are only for private incidents are among them. room: bytes for all."""
    example = "What is broken"
    offered = list(_offered(taxonomy, chosen, private=private))
    groups = [part for one in _groups(taxonomy, offered) for part in _parts(*one)]
    if len(groups) <= MOST and len(json.dumps(groups)) <= room:
        return b.select(action, groups=groups, chosen=chosen, example=example)
    category = taxonomy.categories.get(chosen)
    return b.type_ahead(action, example=example, chosen=_option(category) if category else None)


def matching(words: str, taxonomy: Taxonomy, *, private: bool = True) -> list[b.Block]:
    """Give what a type-ahead offers: the categories whose name, or whose group's, holds the words."""
    sought = words.strip().casefold()
    found = [
        _option(category)
        for category in _offered(taxonomy, "", private=private)
        if sought in f"{taxonomy.groups[category.group].name} {category.name}".casefold()
    ]
    return found[:MOST]


def _groups(taxonomy: Taxonomy, offered: Sequence[Category]) -> Iterable[tuple[str, list[b.Block]]]:
    for group in taxonomy.groups.values():
        options = [_option(category) for category in offered if category.group == group.key]
        if options:
            yield group.name, options


def _parts(name: str, options: Sequence[b.Block]) -> list[tuple[str, Sequence[b.Block]]]:
    """Cut a group that is too long for Slack into as few as can be."""
    starts = range(0, len(options), MOST)
    if len(starts) == 1:
        return [(name, options)]
    return [
        (f"{name[:60]} ({number} of {len(starts)})", options[start : start + MOST])
        for number, start in enumerate(starts, 1)
    ]


def _offered(taxonomy: Taxonomy, chosen: str, *, private: bool) -> Iterable[Category]:
    """What is chosen already stays, whatever became of it since."""
    return (
        category
        for category in taxonomy.categories.values()
        if category.key == chosen or (category.enabled and (private or not category.private))
    )


def _option(category: Category) -> b.Block:
    return b.option(category.name, category.key)
