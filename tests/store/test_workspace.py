"""Where Firebell is installed is known once: where it was connected last."""

from typing import Any

from bot.domain.systems.address import home_of
from bot.store import workspace


def test_another_app_or_workspace_takes_the_place_of_the_one_before(do: Any) -> None:
    assert do(lambda _: workspace.home()) == ""
    for team, app in (("T1", "A1"), ("T1", "A1"), ("T1", "A2"), ("T2", "A2")):
        do(lambda _, team=team, app=app: workspace.keep(team, app))
        assert do(lambda _: workspace.home()) == home_of(app, team)
