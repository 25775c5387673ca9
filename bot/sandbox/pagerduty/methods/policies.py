"""Escalation policies.

https://developer.pagerduty.com/api-reference/51b21014a4f5a-list-escalation-policies
"""

from bot.sandbox.pagerduty.rest.call import Call, route
from bot.sandbox.pagerduty.rest.paging import matching, page
from bot.sandbox.pagerduty.shapes import setup as shapes
from bot.sandbox.pagerduty.world.things import Policy
from bot.sandbox.rest.answers import Answer


@route("GET", "/escalation_policies")
def list_policies(call: Call) -> Answer:
    """By user only where the policy names them itself, not where a schedule does."""
    teams, users = set(call.many("team_ids")), set(call.many("user_ids"))
    found = [
        one
        for one in matching(call, [*call.account.world.policies.values()])
        if (not teams or teams & set(one.teams)) and (not users or users & _named(one))
    ]
    found.sort(key=lambda one: one.name.casefold(), reverse=call.query.get("sort_by") == "name:desc")
    return page(call, "escalation_policies", found, lambda one: shapes.policy(call.frame, one))


def _named(one: Policy) -> set[str]:
    return {target for level in one.levels for kind, target in level.targets if kind == "user"}


@route("GET", "/escalation_policies/{id}")
def show(call: Call) -> Answer:
    return Answer(200, {"escalation_policy": shapes.policy(call.frame, call.found("escalation_policy"))})
