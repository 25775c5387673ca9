"""A user object of Slack's as one of our people.

https://docs.slack.dev/reference/objects/user-object
"""

from typing import Any

from bot.domain.people import Person, same_address


def person_of(member: dict[str, Any], team: str) -> Person:
    """`team`: ours. Who is of another one is a stranger, also where Slack shows them in a shared channel."""
    profile = member.get("profile", {})
    return Person(
        id=member["id"],
        name=member.get("name", ""),
        real_name=profile.get("real_name") or member.get("real_name", ""),
        email=same_address(profile.get("email", "")),
        zone=member.get("tz") or "UTC",
        admin=bool(member.get("is_admin") or member.get("is_owner")),
        guest=bool(member.get("is_restricted") or member.get("is_ultra_restricted")),
        stranger=bool(member.get("is_stranger")) or not _is_of(member, team),
        bot=bool(member.get("is_bot")) or member["id"] == "USLACKBOT",
        deleted=bool(member.get("deleted")),
    )


def _is_of(member: dict[str, Any], team: str) -> bool:
    """In an organisation of several workspaces somebody can be of some of them."""
    if (member.get("team_id") or team) == team:
        return True
    return team in member.get("enterprise_user", {}).get("teams", ())
