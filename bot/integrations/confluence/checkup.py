"""Whether Confluence would do what Firebell asks of it: account, space, rights, pages, template."""

from collections.abc import Mapping

from bot.domain.checkup import Finding, fault, note, sound
from bot.domain.errors import PermanentError, TransientError
from bot.integrations.confluence.client import Confluence
from bot.integrations.confluence.template import unknown
from bot.views.postmortem.content import KEYS

ABOUT = "Confluence"
ACCOUNT = "Confluence account"
CURE = "Check CONFLUENCE_URL, CONFLUENCE_USER and CONFLUENCE_TOKEN, and whether Confluence is up."

PLACES = {
    "confluence_postmortem_folder_id": ("pages", "folders"),
    "confluence_postmortem_template_page_id": ("pages",),
    "confluence_on_call_page_id": ("pages",),
    "confluence_runbooks_folder_id": ("folders", "pages"),
}
"""What each setting may be the number of."""


async def look(confluence: Confluence, settings: Mapping[str, str]) -> list[Finding]:
    """Ask for what the settings name, and name each fault with its cure."""
    try:
        who = await confluence.get("/rest/api/user/current")
        found = [sound(ACCOUNT, f"It is accepted: Firebell is {who.get('displayName')} there.")]
        if settings["confluence_space"]:
            found += await _space(confluence, settings["confluence_space"])
        for name, kinds in PLACES.items():
            if settings[name]:
                found += await _place(confluence, name, settings[name], kinds)
    except TransientError as error:
        return [fault(ACCOUNT, f"{error} {CURE}")]
    except PermanentError as error:
        return [fault(ABOUT, str(error))]
    return found


async def _space(confluence: Confluence, key: str) -> list[Finding]:
    there = (await confluence.get("/api/v2/spaces", keys=key))["results"]
    if not there:
        return [fault(ABOUT, f"It has no space {key} that Firebell may see. Correct CONFLUENCE_SPACE.")]
    return [sound(ABOUT, f"Post-mortems are pages of the space {there[0].get('name') or key}.")]


async def _place(confluence: Confluence, name: str, number: str, kinds: tuple[str, ...]) -> list[Finding]:
    is_template = name == "confluence_postmortem_template_page_id"
    for kind in kinds:
        asked = {"body-format": "storage"} if kind == "pages" else {}
        try:
            there = await confluence.get(f"/api/v2/{kind}/{number}", **asked)
        except PermanentError:
            continue
        found = [sound(ABOUT, f"{name.upper()} is {there.get('title')}.")]
        return [*found, *(_template(there["body"]["storage"]["value"]) if is_template else [])]
    return [fault(ABOUT, f"It has no page {number} that Firebell may see. Correct {name.upper()}.")]


def _template(body: str) -> list[Finding]:
    lost = unknown(body, KEYS)
    if not lost:
        return []
    said = ", ".join(f"{{{{{one}}}}}" for one in lost)
    return [note(ABOUT, f"In the template nothing is put for {said}: docs/postmortems.md names what is.")]
