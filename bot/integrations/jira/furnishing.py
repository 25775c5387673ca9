"""Make in Jira what the settings name and what it lacks: types of links, and fields on their screens."""

from bot.domain.errors import PermanentError
from bot.domain.taxonomy import Taxonomy
from bot.integrations.faults import GONE
from bot.integrations.jira.client import Jira, understood
from bot.integrations.jira.site import Form, read_form

PAGES = ("PagerDuty ID", "PagerDuty URL")
"""Where the page of an incident is told."""

TEXT = "com.atlassian.jira.plugin.system.customfieldtypes:textfield"
FOUND_BY = "com.atlassian.jira.plugin.system.customfieldtypes:textsearcher"


async def furnish(jira: Jira, words: Taxonomy, project: str = "") -> list[str]:
    """Make what is missing and say what was made, and what is left to people.

    project: where tickets go whose category names none. Raises PermanentError where the account may not.
    """
    try:
        with understood():
            return [*await _links(jira, words), *await _fields(jira, words, project)]
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


async def _fields(jira: Jira, words: Taxonomy, project: str) -> list[str]:
    there = {name: str(one["id"]) for one in await jira.get_list("field") for name in _names(one)}
    own = [one.ticket_field for one in words.fields.values() if one.enabled and one.ticket_field]
    made, forms = [], await _forms(jira, words, project)
    for name in dict.fromkeys((*(PAGES if words.services else ()), *own)):
        key = there.get(name.casefold(), "")
        if not key:
            answer = await jira.write("POST", "field", {"name": name, "type": TEXT, "searcherKey": FOUND_BY})
            key = str(answer["id"])
            made.append(f"The field {name} is made, for text.")
        if any(key not in form.fields for form in forms):
            forms = await _shown(jira, key, forms)
        lacking = ", ".join(dict.fromkeys(form.project for form in forms if key not in form.fields))
        if lacking:
            made.append(f"Put the field {name} on the screens of {lacking}: the default one is not theirs.")
    return made


def _names(field: dict[str, str]) -> tuple[str, str]:
    return str(field["name"]).casefold(), str(field["id"]).casefold()


async def _forms(jira: Jira, words: Taxonomy, project: str) -> list[Form]:
    """Give the forms with which tickets are made; doctor tells where there is none."""
    used = [one for one in words.tickets.values() if one.least and (one.project or project)]
    found = []
    for key, kind in dict.fromkeys((one.project or project, one.kind) for one in used):
        try:
            found.append(await read_form(jira, key, kind))
        except PermanentError as error:
            if error.code not in {GONE, "no_type"}:
                raise
    return found


async def _shown(jira: Jira, key: str, forms: list[Form]) -> list[Form]:
    """Put a field on the default screen, which most projects use, and give the forms as they are then.

    https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-screens/
    """
    try:
        await jira.write("POST", f"screens/addToDefault/{key}", None)
    except PermanentError as error:
        if error.code in {"401", "403"}:
            raise
        return forms
    return [await read_form(jira, form.project, form.kind) for form in forms]
