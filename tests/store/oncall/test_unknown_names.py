"""A name that PagerDuty has not is said under its field, once its names are known."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.errors import UserError
from bot.domain.oncall import Service
from bot.domain.people import Person
from bot.domain.settings.shape import version
from bot.store import taxonomy
from bot.store.oncall import lists
from bot.store.who import listings, people
from bot.usecases.settings.edit_settings import Wish, save_entry
from bot.usecases.unit import Unit

NAME = "pagerduty services"


@pytest.fixture
def save(do: Callable[..., Any]) -> Callable[..., Any]:
    """Change an entry as an admin would."""
    do(lambda unit: people.keep([Person("U1", "ana", admin=True)], unit.now))

    def change(section: str, key: str, **said: Any) -> Any:
        present = do(lambda _: taxonomy.document())[section]
        seen = version(present if section == "major" else present.get(key))
        wish = Wish(section, key, seen, said)
        return do(save_entry, wish, by="U1", press=f"{section} {key} {said}")

    return change


def read(unit: Unit) -> None:
    """PagerDuty's services are known."""
    lists.keep(Service, [Service("P1", "Payments", "", "active", "PP")])
    listings.end(listings.begin(NAME, unit.now), unit.now)


def test_a_mistyped_service_is_refused_with_the_one_that_was_meant(
    do: Callable[..., Any], save: Callable[..., Any]
) -> None:
    save("categories", "legal", pagerduty_service="Whatever it is called")
    do(read)
    with pytest.raises(UserError) as refused:
        save("categories", "refunds", pagerduty_service="Paymnets")
    (sentence,) = refused.value.fields.values()
    assert list(refused.value.fields) == ["pagerduty_service"]
    assert "PagerDuty has no service called Paymnets. Did you mean Payments?" in sentence
    save("categories", "refunds", pagerduty_service="Payments")
    save("categories", "legal", name="Law")
    with pytest.raises(UserError, match="no service called Majr"):
        save("major", "", pagerduty_service="Majr")
    with pytest.raises(UserError, match="no service called Search"):
        save("services", "Search", hidden=True)
    save("services", "*", hidden=True)
