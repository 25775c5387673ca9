"""Make in Jira what the settings name and what it lacks: types of links, and fields."""

from bot.domain.errors import PermanentError
from bot.domain.taxonomy import Taxonomy
from bot.integrations.jira.client import Jira, understood

PAGES = ("PagerDuty ID", "PagerDuty URL")
"""Where the page of an incident is told."""

TEXT = "com.atlassian.jira.plugin.system.customfieldtypes:textfield"
FOUND_BY = "com.atlassian.jira.plugin.system.customfieldtypes:textsearcher"


async def furnish(jira: Jira, words: Taxonomy) -> list[str]:
    """Make what is missing and say what was made. Raises PermanentError where the account may not."""
    try:
        with understood():
            return [*await _links(jira, words), *await _fields(jira, words)]
    except PermanentError as error:
        if error.code not in {"401", "403"}:
            raise
        raise PermanentError(
            f"{error} Firebell's account must administer Jira for that: let it, for now.", code=error.code
        ) from error


async def missing_links(jira: Jira, words: Taxonomy) -> list[str]:
    """Give the types of links that the settings name and Jira does not have."""
    used = [one for one in words.tickets.values() if one.tasks]
    named = {one.task_link for one in used} | {one.link for one in words.ticket_links.values() if one.least}
    there = {str(one["name"]).casefold() for one in (await jira.get("issueLinkType"))["issueLinkTypes"]}
    return sorted(name for name in named if name and name.casefold() not in there)


async def _links(jira: Jira, words: Taxonomy) -> list[str]:
    made = []
    for name in await missing_links(jira, words):
        plain = name.lower()
        body = {"name": name, "outward": f"has {plain}", "inward": f"is {plain} of"}
        await jira.write("POST", "issueLinkType", body)
        made.append(f"The type of link {name} is made.")
    return made


async def _fields(jira: Jira, words: Taxonomy) -> list[str]:
    there = {name for one in await jira.get_list("field") for name in (one["name"].casefold(), one["id"])}
    own = [one.ticket_field for one in words.fields.values() if one.enabled and one.ticket_field]
    made = []
    for name in dict.fromkeys((*(PAGES if words.services else ()), *own)):
        if name.casefold() not in there:
            await jira.write("POST", "field", {"name": name, "type": TEXT, "searcherKey": FOUND_BY})
            made.append(f"The field {name} is made, for text. Put it on the screens of your projects there.")
    return made
