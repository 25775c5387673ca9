"""Move a page before, after or under another: v1 alone can.

https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---children-and-descendants/
"""

from bot.sandbox.confluence import rules
from bot.sandbox.confluence.errors import ApiError
from bot.sandbox.confluence.rest.call import Call, route
from bot.sandbox.rest.answers import Answer


@route("PUT", "/rest/api/content/{id}/move/{position}/{target}")
def move(call: Call) -> Answer:
    one, target, position = call.content(), call.content(name="target"), call.path["position"]
    if position == "append":
        rules.move(call.site, one, target.id)
    elif position in {"before", "after"}:
        beside = [each for each in call.world.children(target.parent, target.space) if each is not one]
        place = beside.index(target) + (position == "after")
        rules.move(call.site, one, target.parent, beside[place] if place < len(beside) else None)
    else:
        raise ApiError(f"position must be before, after or append, not {position}")
    return Answer(200, {"pageId": one.id})
