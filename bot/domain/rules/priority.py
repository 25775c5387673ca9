"""Which priority the impacts ask for: the worst of their levels."""

from collections.abc import Mapping

from bot.domain.taxonomy import Priority, Taxonomy


def suggested(impacts: Mapping[str, str], taxonomy: Taxonomy) -> Priority | None:
    """Give the worst priority that the chosen levels ({impact type: level}) ask for; None while none does."""
    asked = [
        level.priority
        for impact, chosen in impacts.items()
        if impact in taxonomy.impacts and (level := taxonomy.impacts[impact].level(chosen)) and level.priority
    ]
    return min((taxonomy.priorities[key] for key in asked), key=lambda priority: priority.rank, default=None)
