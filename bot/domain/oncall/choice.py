"""A service that people may page, and whom that calls first."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """`key`: what the form brings back. `people`: names of who is called first. `status`: PagerDuty's own.

    `policy`: the id of the escalation policy by which it calls people.
    """

    key: str
    name: str
    people: tuple[str, ...] = ()
    status: str = "active"
    policy: str = ""
