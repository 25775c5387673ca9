"""One person over all systems: by e-mail address, and by hand where that is wrong."""

from datetime import UTC, datetime
from typing import Any

from bot.domain.people import Person
from bot.domain.systems.accounts import Account
from bot.store.who import accounts, identities, people
from bot.usecases.settings.link_accounts import end_accounts, take_accounts

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
CROWD = (
    Person("U1", "ana", email="ana@x.example"),
    Person("U2", "ben", email="ben@x.example"),
    Person("U3", "twin", email="twin@x.example"),
    Person("U4", "twin2", email="twin@x.example"),
    Person("U5", "gone", email="gone@x.example", deleted=True),
    Person("U6", "silent"),
)


def match(do: Any, **emails: str) -> int:
    return int(do(lambda _: identities.match("pagerduty", emails)))


def keys(do: Any) -> dict[str, str]:
    found: dict[str, str] = do(lambda _: identities.keys("pagerduty", [one.id for one in CROWD]))
    return found


def test_by_address_whatever_its_letters_and_nobody_by_one_of_several(do: Any) -> None:
    do(lambda _: people.keep(CROWD, NOW))
    found = match(
        do, P1=" Ana@X.example", P3="twin@x.example", P5="gone@x.example", P6="", P7="who@x.example"
    )
    assert found == 1
    assert keys(do) == {"U1": "P1"}
    assert do(lambda _: identities.persons("pagerduty", ["P1", "P3"])) == {"P1": "U1"}
    assert do(lambda _: identities.keys("jira", ["U1"])) == {}


def test_what_was_set_by_hand_no_address_changes(do: Any) -> None:
    do(lambda _: people.keep(CROWD, NOW))
    do(lambda _: identities.set_by_hand("pagerduty", "U6", "P1"))
    match(do, P1="ana@x.example", P2="ben@x.example")
    assert keys(do) == {"U6": "P1", "U2": "P2"}
    do(lambda _: identities.set_by_hand("pagerduty", "U6", ""))
    match(do, P1="ana@x.example", P2="ben@x.example")
    assert keys(do) == {"U1": "P1", "U2": "P2"}


def test_who_swapped_their_addresses_is_followed(do: Any) -> None:
    do(lambda _: people.keep(CROWD, NOW))
    match(do, P1="ana@x.example", P2="ben@x.example")
    match(do, P2="ana@x.example", P1="ben@x.example")
    assert keys(do) == {"U1": "P2", "U2": "P1"}


def test_who_is_known_by_an_address_is_known_no_more_when_it_is_theirs_no_more(do: Any) -> None:
    """Nor where several accounts have it: none of them is surer than the others."""
    do(lambda _: people.keep(CROWD, NOW))
    match(do, P1="ana@x.example", P2="ben@x.example")
    match(do, P1="somebody@x.example", P2="ben@x.example", P3="BEN@x.example")
    assert keys(do) == {}


def test_accounts_are_kept_and_what_is_wrong_is_counted(do: Any) -> None:
    do(lambda _: people.keep(CROWD, NOW))
    theirs = [Account("P1", "Ana", "ana@x.example"), Account("P2", "Twin", "twin@x.example")]
    assert do(lambda unit: take_accounts(unit, "jira", theirs)) == 1
    assert do(lambda _: accounts.keep("jira", theirs)) == 0, "what is unchanged writes no row"
    found = do(lambda _: accounts.present())
    assert found.known == {"jira": (1, 2)}
    assert [one.account.key for one in found.nobody] == ["P2"]
    assert found.shared == ("twin@x.example",)
    assert found.without == ("U6",)
    do(lambda unit: end_accounts(unit, "jira", ["P2"]))
    assert do(lambda _: accounts.present()).known == {"jira": (0, 1)}
    assert do(lambda _: identities.keys("jira", ["U1"])) == {}
