"""How hypothesis is used here: the same cases in every run, so that none fails on somebody else's change."""

from hypothesis import HealthCheck, settings


def cases(count: int) -> settings:
    """Try so many; other seeds come with `pytest --hypothesis-seed`, once `derandomize` is taken out."""
    return settings(
        max_examples=count,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
