"""People as Cloud shows them, by accountId, or a Data Center, by name."""

from urllib.parse import quote

from bot.sandbox.jira.shapes.frame import Frame
from bot.sandbox.jira.world.setup import User
from bot.sandbox.world import Json


def user(frame: Frame, one: User) -> Json:
    """Who hides the e-mail shows it to themselves alone; nobody in particular, as in webhooks, sees none."""
    known = {"displayName": one.display, "active": one.is_active, "timeZone": one.zone}
    is_open = not one.is_email_hidden and (frame.caller is not None or not frame.site.is_cloud)
    shown = {"emailAddress": one.email} if is_open or one is frame.caller else {}
    if frame.site.is_cloud:
        address = frame.at(f"user?accountId={quote(one.id, safe='')}")
        head = {"self": address, "accountId": one.id, "accountType": "atlassian"}
    else:
        head = {"self": frame.at(f"user?username={quote(one.name)}"), "name": one.name, "key": _key(one)}
    return {**head, **shown, "avatarUrls": frame.picture("user"), **known}


def linked(frame: Frame, number: str | None) -> Json | None:
    found = frame.world.users.get(number or "")
    return user(frame, found) if found else None


def _key(one: User) -> str:
    return "JIRAUSER" + str(int(one.id.split(":")[1][:5], 16))
