"""Several PagerDuty accounts side by side: what is of which, told by what stands in front of it.

The first account has no name: what is of it is called as PagerDuty calls it, as if there were no other. What
is of another one carries that one's name from where it is read to where it is sent: ids as `eu:P1`, names as
`eu/Payments`. Ids there hold no colon, and names no slash:
https://github.com/PagerDuty/terraform-provider-pagerduty/pull/712
"""

from dataclasses import dataclass

SYSTEM = "pagerduty"

OWN = ("api_key", "from", "api_url", "webhook_secret", "webhook_header")
"""The settings that each account has of its own: PAGERDUTY_API_KEY, of `eu` PAGERDUTY_EU_API_KEY."""


@dataclass(frozen=True)
class Source:
    """`name`: of the account, empty for the first. `others`: the names of those that are connected besides.

    What is of an account that is connected no more falls to the first, which says that it has it not.
    """

    name: str = ""
    others: frozenset[str] = frozenset()

    @property
    def system(self) -> str:
        """How inbox, cursors, identities and the audit call it."""
        return f"{SYSTEM}{self.mark}"

    @property
    def mark(self) -> str:
        """What stands behind the names of its effects and lanes."""
        return f":{self.name}" if self.name else ""

    @property
    def title(self) -> str:
        return f"PagerDuty {self.name}" if self.name else "PagerDuty"

    def setting(self, rest: str) -> str:
        """Name a setting of its own, such as API_KEY, as the environment does."""
        return f"PAGERDUTY_{self.name.upper()}_{rest}" if self.name else f"PAGERDUTY_{rest}"

    def job(self, name: str) -> str:
        """Give what a job or a list of the first account's is called, of this one."""
        return f"{self.system}{name.removeprefix(SYSTEM)}" if name.startswith(SYSTEM) else name

    def id(self, there: str) -> str:
        """Give what stands for this id here."""
        return f"{self.name}:{there}" if self.name and there else there

    def id_there(self, number: str) -> str:
        return number.removeprefix(f"{self.name}:") if self.name else number

    def named(self, there: str) -> str:
        """Give what this name is called here."""
        return f"{self.name}/{there}" if self.name and there else there

    def name_there(self, name: str) -> str:
        return name.removeprefix(f"{self.name}/") if self.name else name

    def has_id(self, number: str) -> bool:
        return self._has(of_id(number).name)

    def has_name(self, name: str) -> bool:
        return self._has(of_name(name).name)

    def _has(self, owner: str) -> bool:
        return owner == self.name or (not self.name and owner not in self.others)


FIRST = Source()


def names_in(accounts: str) -> list[str]:
    """Read PAGERDUTY_ACCOUNTS: the names of those besides the first, each once."""
    return list(dict.fromkeys(filter(None, accounts.replace(" ", "").split(","))))


def of_id(number: str) -> Source:
    """Give whose id this is."""
    name, mark, _ = number.partition(":")
    return Source(name if mark else "")


def of_name(called: str) -> Source:
    """Give whose service, policy or schedule is called so."""
    name, mark, _ = called.partition("/")
    return Source(name if mark else "")


def of_system(system: str) -> Source | None:
    """Give whose system this is; None where it is none of PagerDuty's."""
    first, _, name = system.partition(":")
    return Source(name) if first == SYSTEM else None


def plain(effect: str) -> str:
    """Give an effect's name as it is for the first account."""
    return effect.partition(":")[0]
