"""Whether Jira would do what Firebell asks of it: account, projects, types, fields, statuses, priorities."""

from collections.abc import Iterable

from bot.domain.checkup import Finding, fault, note, sound
from bot.domain.errors import PermanentError, TransientError
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Filing, Opening
from bot.domain.ticketing.comparing import rank
from bot.integrations.faults import GONE
from bot.integrations.jira import fields
from bot.integrations.jira.client import Jira, understood
from bot.integrations.jira.furnishing import missing_links
from bot.integrations.jira.registration import LIST, urls_of
from bot.integrations.jira.site import Form, Site

ABOUT = "Jira"
TOKEN, WEBHOOKS = "Jira token", "Jira webhooks"

OURS = {"summary", "project", "issuetype", "description", "labels", "priority", "reporter"}
"""Fields that Firebell fills in for every ticket."""

RIGHTS = {
    "BROWSE_PROJECTS": "see issues",
    "CREATE_ISSUES": "create issues",
    "EDIT_ISSUES": "edit issues",
    "TRANSITION_ISSUES": "move issues",
    "ADD_COMMENTS": "comment",
    "LINK_ISSUES": "link issues",
}


async def look(jira: Jira, site: Site, project: str, words: Taxonomy, url: str = "") -> list[Finding]:
    """Ask for what tickets need, and name each fault with its cure.

    url: where webhooks are to come; empty: Jira is asked.
    """
    try:
        with understood():
            found = [await _account(jira), await _webhooks(jira, url)]
            for where in _places(words, project):
                found += await _place(jira, site, where, words)
            for opening in words.ticket_openings.values():
                found += await _opening(jira, opening) if opening.opens else []
            found += await _priorities(jira, words)
            found += await _links(jira, words)
    except TransientError as error:
        return [fault(TOKEN, f"{error} Check JIRA_URL, JIRA_USER and JIRA_TOKEN, and whether Jira is up.")]
    except PermanentError as error:
        return [fault(ABOUT, str(error))]
    return found


async def _account(jira: Jira) -> Finding:
    who = await jira.get("myself")
    return sound(TOKEN, f"It is accepted: Firebell is {who.get('displayName')} there.")


async def _webhooks(jira: Jira, url: str) -> Finding:
    """Say whether Jira tells us, where it is to; what is not in order the bot mends by itself."""
    if not url:
        return sound(WEBHOOKS, "None are wanted without PORT and PUBLIC_URL: Jira is asked every minute.")
    urls = urls_of(url)
    try:
        there = [one for one in await jira.get_list(LIST) if one.get("url") in urls]
    except PermanentError:
        return note(WEBHOOKS, "Firebell's account may not see them, so it cannot tell whether they work.")
    if any(one.get("enabled", True) for one in there):
        return sound(WEBHOOKS, f"Jira tells {urls[0]} what happens.")
    return note(WEBHOOKS, f"Jira does not tell {urls[0]} yet. The bot makes or mends its webhook by itself.")


def _places(words: Taxonomy, project: str) -> list[Filing]:
    """Give where tickets go, each project and type once."""
    found: dict[tuple[str, str], Filing] = {}
    used = [one for one in words.tickets.values() if one.least]
    makes = [one for one in words.ticket_links.values() if one.least and one.is_made]
    named = [(one.project or project, one.kind) for one in used]
    named += [(one.project or project, one.kind) for one in makes]
    named += [(one.project or project, one.task_kind) for one in used if one.tasks]
    for key, kind in named:
        found.setdefault((key, kind), Filing(key, key, kind))
    return list(found.values())


async def _place(jira: Jira, site: Site, where: Filing, words: Taxonomy) -> list[Finding]:
    if not where.project:
        return [fault(ABOUT, "No project: set JIRA_PROJECT, or name one in Settings, Tickets.")]
    try:
        form = await site.form(where.project, where.kind)
    except PermanentError as error:
        return [fault(ABOUT, f"{where.project}: {error}")]
    return [
        sound(ABOUT, f"{where.project} takes {where.kind}."),
        *_required(form),
        *await _rights(jira, where.project),
        *await _statuses(jira, where, words),
    ]


def _required(form: Form) -> Iterable[Finding]:
    """Fields without which nothing can be made, and which nobody fills in."""
    for key, one in form.fields.items():
        if key not in OURS and not fields.is_spare(form, key):
            yield fault(
                ABOUT,
                f"{form.project} asks for {one.get('name') or key} in every {form.kind}. Make it optional "
                "there, or name it as the ticket field of an own field that is required.",
            )


async def _rights(jira: Jira, project: str) -> Iterable[Finding]:
    asked = {"permissions": ",".join(RIGHTS), "projectKey": project}
    given = (await jira.get("mypermissions", **asked))["permissions"]
    lacks = [words for key, words in RIGHTS.items() if not given.get(key, {}).get("havePermission", True)]
    return [fault(ABOUT, f"In {project} Firebell may not {', '.join(lacks)}. Let it.")] if lacks else []


async def _statuses(jira: Jira, where: Filing, words: Taxonomy) -> list[Finding]:
    kinds = await jira.get_list(f"project/{where.project}/statuses")
    there = {status["name"] for kind in kinds if kind["name"] == where.kind for status in kind["statuses"]}
    lost = {
        key: one.sets
        for key, one in words.ticket_statuses.items()
        if one.sets and there and not there & set(one.sets)
    }
    known = f"it has {', '.join(sorted(there))}. The nearest of the same category is taken"
    return [
        note(ABOUT, f"{where.project} has no status {' or '.join(sets)} for {key}: {known}.")
        for key, sets in lost.items()
    ]


async def _opening(jira: Jira, one: Opening) -> list[Finding]:
    """Whether it can be seen there, and has the types that are to open incidents."""
    try:
        there = await jira.get(f"project/{one.key.upper()}")
    except PermanentError:
        cure = "Let Firebell see it, or mend Settings, Issues that open incidents."
        return [fault(ABOUT, f"It has no project {one.key}, or Firebell may not see it. {cure}")]
    kinds = {str(kind["name"]).casefold() for kind in there.get("issueTypes") or ()}
    lost = [kind for kind in one.kinds if kind.casefold() not in kinds]
    known = ", ".join(sorted(kinds))
    return [
        fault(ABOUT, f"{one.key} has no issue type {kind}, which is to open incidents: it has {known}.")
        for kind in lost
    ]


async def _links(jira: Jira, words: Taxonomy) -> list[Finding]:
    """What tickets are linked with, and by which types of links."""
    found = []
    for name in await missing_links(jira, words):
        cure = "`firebell setup jira` makes it, where the account administers Jira."
        found.append(fault(ABOUT, f"It has no type of link {name}. {cure}"))
    for one in words.ticket_links.values():
        if one.least and one.issue and not await _is_there(jira, f"issue/{one.issue}", fields="summary"):
            found.append(fault(ABOUT, f"It has no issue {one.issue}, with which tickets are to be linked."))
        if one.least and one.people and not await _is_there(jira, f"project/{one.people}"):
            found.append(
                fault(ABOUT, f"It has no project of people {one.people}, or Firebell may not see it.")
            )
    return found


async def _is_there(jira: Jira, path: str, **params: str) -> bool:
    try:
        await jira.get(path, **params)
    except PermanentError as error:
        if error.code not in {GONE, "403"}:
            raise
        return False
    return True


async def _priorities(jira: Jira, words: Taxonomy) -> list[Finding]:
    there = {str(one["id"]) for one in await jira.get_list("priority")}
    lost = [key for key, one in words.priorities.items() if one.enabled and rank(key) not in there]
    if not lost:
        return []
    return [note(ABOUT, f"It has no priority with the ids of {', '.join(lost)}: those tickets keep its own.")]
