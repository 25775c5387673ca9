"""What this Jira is and offers: Cloud or Data Center, the fields of its forms, its people."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.domain.errors import PermanentError
from bot.domain.incident import Shown
from bot.domain.systems.accounts import Account
from bot.integrations.jira.client import PAGE, SOURCE, Jira, understood
from bot.integrations.jira.reading import account_of
from bot.store import shown
from bot.store.database import Database
from bot.store.who import identities, people
from bot.usecases.settings.link_accounts import take_accounts
from bot.usecases.unit import Unit

log = structlog.get_logger()

FRESH = 600.0
"""Seconds for which a form's fields are believed to be the same."""

SERVER = "server"


@dataclass(frozen=True)
class Form:
    """What an issue of a type can be made with: fields by their ids, as Jira describes them."""

    project: str
    kind: str
    fields: Mapping[str, Mapping[str, Any]]

    def find(self, name: str) -> str:
        """Give the id of a field by its id or its name; empty where the form has none."""
        wanted = name.strip().casefold()
        return next(
            (
                key
                for key, one in self.fields.items()
                if wanted in {key.casefold(), str(one.get("name", "")).casefold()}
            ),
            "",
        )


@dataclass
class Site:
    jira: Jira
    db: Database[Unit]
    _cloud: bool | None = None
    _forms: dict[tuple[str, str], tuple[float, Form]] = field(default_factory=dict)

    async def is_cloud(self) -> bool:
        """Ask once in its life: it is kept, so that Jira may be down when Firebell starts."""
        if self._cloud is None:
            known = await self.db.read(shown.get, SOURCE, SERVER)
            if not known:
                said = await self.jira.get("serverInfo")
                known = {"deployment": str(said.get("deploymentType") or "Server")}
                await self.db.write_behind(_keep, known)
            self._cloud = known["deployment"] == "Cloud"
        return self._cloud

    async def search(self, jql: str, *fields: str) -> list[dict[str, Any]]:
        """Give the issues that a query finds; what was made just now may be missing.

        https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-search/
        """
        asked: dict[str, Any] = {"jql": jql, "fields": ",".join(fields)}
        if not await self.is_cloud():
            return [one async for one in self.jira.read_all("search", "issues", **asked)]
        found: list[dict[str, Any]] = []
        more: dict[str, Any] = {"maxResults": PAGE}
        while True:
            answer = await self.jira.get("search/jql", **asked, **more)
            with understood():
                found += answer["issues"]
            more["nextPageToken"] = answer.get("nextPageToken")
            if not more["nextPageToken"] or answer.get("isLast"):
                return found

    async def form(self, project: str, kind: str) -> Form:
        """Give the fields of a type of issue. Raises PermanentError where the project has none such."""
        at, known = self._forms.get((project, kind), (-FRESH, None))
        if known and time.monotonic() < at + FRESH:
            return known
        form = await read_form(self.jira, project, kind)
        self._forms[project, kind] = time.monotonic(), form
        return form

    async def account(self, person: str) -> str:
        """Give the account of somebody in Slack; empty where Jira knows them by no address or name."""
        if not person:
            return ""
        known = await self.db.read(identities.keys, SOURCE, [person])
        return known.get(person) or await self._look_for(person)

    async def person(self, account: str) -> str:
        """Give who in Slack an account is, marked as a stranger's where nobody."""
        if not account:
            return ""
        known = await self.db.read(identities.persons, SOURCE, [account])
        return known.get(account) or f"?{account}"

    def reference(self, account: str, *, cloud: bool) -> dict[str, str]:
        return {"accountId" if cloud else "name": account}

    async def _look_for(self, person: str) -> str:
        """Ask by address; where Jira hides addresses, the only one who answers to it or to the name."""
        who = await self.db.read(people.get, person)
        key = "query" if await self.is_cloud() else "username"
        for asked in filter(None, (who.email, who.real_name)):
            found = await self.jira.get_list("user/search", **{key: asked})
            exact = [one for one in found if _fits(one, who.email, who.real_name)]
            if len(exact) == 1:
                account = account_of(exact[0])
                page = [Account(account, str(exact[0].get("displayName") or ""), who.email)]
                await self.db.write_behind(take_accounts, SOURCE, page)
                return account
        log.warning("account_unknown", action="account", person=person)
        return ""


async def read_form(jira: Jira, project: str, kind: str) -> Form:
    """Ask for the fields of a type of issue. Raises PermanentError where the project has none such."""
    base = f"issue/createmeta/{project}/issuetypes"
    kinds = [one async for one in jira.read_all(base, "issueTypes", "values")]
    with understood():
        numbers = {str(one["name"]): str(one["id"]) for one in kinds}
    number = next((one for name, one in numbers.items() if name.casefold() == kind.casefold()), "")
    if not number:
        there = ", ".join(numbers) or "none"
        raise PermanentError(
            f"Jira's project {project} has no issue type {kind}: it has {there}. An admin can name "
            "another one in the settings of tickets, then press Retry.",
            code="no_type",
        )
    fields = [one async for one in jira.read_all(f"{base}/{number}", "fields", "values")]
    with understood():
        return Form(project, kind, {str(one.get("fieldId") or one["key"]): one for one in fields})


def _fits(said: Mapping[str, Any], email: str, name: str) -> bool:
    there = str(said.get("emailAddress") or "")
    return there.casefold() == email.casefold() if there else str(said.get("displayName")) == name


def _keep(_unit: Unit, known: Mapping[str, str]) -> None:
    shown.keep(SOURCE, Shown(SERVER, known))
