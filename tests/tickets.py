"""What the stories of tickets look at: inc-1 as it is kept, and Jira's issues."""

from typing import Any

from harness import Workspace
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.incident import Incident
from bot.domain.ticketing import Ticket
from bot.store import incidents


def first() -> Incident:
    found = incidents.get(1)
    assert found
    return found


def ticket() -> Ticket:
    """Give the only ticket of inc-1, as it is kept."""
    (one,) = first().tickets
    return one


def made() -> bool:
    """Tell whether inc-1 has its ticket."""
    return any(one.is_there for one in first().tickets)


async def issues(workspace: Workspace, label: str = "inc-1") -> list[dict[str, Any]]:
    """Give Jira's issues that carry a label."""
    found: list[dict[str, Any]] = (await workspace.get("state/jira"))["issues"]
    return [one for one in found if label in one["fields"]["labels"]]


async def broken(workspace: Workspace, method: str, fault: str, **args: Any) -> None:
    body = {"match": {"system": "jira", "method": method}, "fault": fault, **args}
    status, answer = await workspace.post("faults", body)
    assert status == 200, answer


async def home(workspace: Workspace) -> str:
    """Give the link to Firebell's Home, as https://docs.slack.dev/interactivity/deep-linking says."""
    there = workspace.sandbox.environment
    slack = AsyncWebClient(there["SLACK_BOT_TOKEN"], there["SLACK_API_URL"], session=workspace.http)
    me = await slack.auth_test()
    bot = await slack.bots_info(bot=me["bot_id"])
    return f"https://slack.com/app_redirect?app={bot['bot']['app_id']}&team={me['team_id']}"
