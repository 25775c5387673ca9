"""Labels: read by v2, and by v1 alone put on and taken off.

https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-labels/
"""

from bot.sandbox.confluence import rules
from bot.sandbox.confluence.errors import ApiError, not_found
from bot.sandbox.confluence.methods.pages import listed
from bot.sandbox.confluence.rest.call import Call, route
from bot.sandbox.confluence.rest.paging import page
from bot.sandbox.confluence.shapes import v1, v2
from bot.sandbox.rest.answers import Answer

PREFIXES = ("global", "my", "team")


@route("GET", "/api/v2/pages/{id}/labels")
def list_labels(call: Call) -> Answer:
    prefix = call.one_of("prefix", (*PREFIXES, "system"))
    found = [one for one in call.content("page").labels.values() if not prefix or one.prefix == prefix]
    return page(call, found, v2.label)


@route("GET", "/api/v2/labels/{id}/pages")
def list_pages(call: Call) -> Answer:
    label = call.world.labels.get(call.path["id"])
    if label is None:
        raise not_found()
    return listed(call, lambda one: label.id in one.labels)


@route("GET", "/rest/api/content/{id}/label")
def show(call: Call) -> Answer:
    return Answer(200, v1.labels(call.content()))


@route("POST", "/rest/api/content/{id}/label")
def add(call: Call) -> Answer:
    """One label or a list of them; all that is wrong is told before any is put on."""
    one = call.content()
    sent = call.sent if isinstance(call.sent, list) else [call.body]
    if not all(isinstance(each, dict) and isinstance(each.get("name"), str) for each in sent):
        raise ApiError("Each label needs a name and a prefix")
    wishes = [(str(each["name"]), str(each.get("prefix", "global"))) for each in sent]
    for name, prefix in wishes:
        if prefix not in PREFIXES or not rules.LABEL.fullmatch(name.strip().casefold()):
            raise ApiError(f"Label {name!r} with prefix {prefix!r} is not valid")
    for name, prefix in wishes:
        rules.label(call.site, one, name, prefix)
    return Answer(200, v1.labels(one))


@route("DELETE", "/rest/api/content/{id}/label")
def take_off(call: Call) -> Answer:
    """Its name stands in the query, as it may hold a slash."""
    rules.unlabel(call.site, call.content(), call.query.get("name", ""))
    return Answer(204)


@route("DELETE", "/rest/api/content/{id}/label/{label}")
def take_off_by_address(call: Call) -> Answer:
    rules.unlabel(call.site, call.content(), call.path["label"])
    return Answer(204)
