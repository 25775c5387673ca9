"""Who is on call.

https://developer.pagerduty.com/api-reference/3a6b910f11050-list-all-of-the-on-calls
"""

from datetime import timedelta

from bot.sandbox.pagerduty.errors import ApiError
from bot.sandbox.pagerduty.rest.call import Call, route
from bot.sandbox.pagerduty.rest.paging import page
from bot.sandbox.pagerduty.rules import oncall
from bot.sandbox.pagerduty.rules.oncall import OnCall
from bot.sandbox.pagerduty.shapes import setup as shapes
from bot.sandbox.rest.answers import Answer

LONGEST = timedelta(days=90)


@route("GET", "/oncalls")
def list_on_calls(call: Call) -> Answer:
    """Now, or in a window of at most 90 days."""
    now = call.account.clock.now()
    since = call.moment("since") or now
    until = call.moment("until") or max(since, now)
    if until < since or until - since > LONGEST:
        raise ApiError(2004, "until must be at most 90 days later than since")
    found = [one for one in oncall.between(call.account.world, since, until) if _is_asked(call, one)]
    return page(
        call,
        "oncalls",
        _earliest(found) if call.flag("earliest") else found,
        lambda one: shapes.on_call(call.frame, one),
    )


def _is_asked(call: Call, one: OnCall) -> bool:
    """`schedule_ids[]=null` asks for those whom a policy names itself."""
    filters = (("user_ids", one.user), ("escalation_policy_ids", one.policy), ("schedule_ids", one.schedule))
    return all(
        not (wanted := call.many(name)) or (fact in wanted if fact else bool({"null", ""} & set(wanted)))
        for name, fact in filters
    )


def _earliest(found: list[OnCall]) -> list[OnCall]:
    """Of each policy, level and user the first."""
    first: dict[tuple[str, int, str], OnCall] = {}
    for one in found:
        first.setdefault((one.policy, one.level, one.user), one)
    return [*first.values()]
