"""People, as Slack knows them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """`id` is their Slack user id, `zone` a name such as `Europe/Lisbon`.

    guest: sees only the channels that they are in. stranger: belongs to another organisation.
    """

    id: str
    name: str
    real_name: str = ""
    email: str = ""
    zone: str = "UTC"
    admin: bool = False
    guest: bool = False
    stranger: bool = False
    bot: bool = False
    deleted: bool = False


def same_address(email: str) -> str:
    """Give what two spellings of one e-mail address have in common.

    Capitals and spaces around it mean nothing. What stands behind a + does: `ana+oncall@` is often a second
    account of Ana's, and which of the two is hers there, an admin says by hand.
    """
    return email.strip().lower()


def unknown(person: str) -> Person:
    """Give somebody who was not read yet: nobody special."""
    return Person(person, person)
