"""Which incidents keep everybody from deploying."""

from bot.domain.incident import ACTIVE, Incident
from bot.domain.taxonomy import Taxonomy

WORST = 1
"""The rank of a priority that freezes deployments."""


def freezes(incident: Incident, taxonomy: Taxonomy) -> bool:
    """Tell whether people must not deploy because of it.

    It is of the worst priority, somebody still suffers, where it counts, and its category warns. Of a private
    one nobody outside may hear, and a drill keeps nobody from anything.
    """
    priority = taxonomy.priorities.get(incident.priority)
    category = taxonomy.categories.get(incident.category)
    return (
        not (incident.private or incident.drill)
        and incident.status in ACTIVE
        and priority is not None
        and priority.rank == WORST
        and category is not None
        and category.deploy_warning
        and any(_counts(key, taxonomy) for key in incident.environments)
    )


def worst(taxonomy: Taxonomy) -> tuple[str, ...]:
    """Give the keys of the priorities that freeze."""
    return tuple(one.key for one in taxonomy.priorities.values() if one.rank == WORST)


def _counts(environment: str, taxonomy: Taxonomy) -> bool:
    found = taxonomy.environments.get(environment)
    return found is not None and found.freezes
