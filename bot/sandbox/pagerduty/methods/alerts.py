"""The alerts of an incident: what Events v2 brought."""

from bot.sandbox.pagerduty.errors import not_found
from bot.sandbox.pagerduty.rest.call import Call, route
from bot.sandbox.pagerduty.rest.paging import page
from bot.sandbox.pagerduty.shapes import incidents as shapes
from bot.sandbox.pagerduty.world.incidents import Incident
from bot.sandbox.rest.answers import Answer


@route("GET", "/incidents/{id}/alerts")
def list_alerts(call: Call) -> Answer:
    one: Incident = call.found("incident")
    wanted, key = call.many("statuses"), call.query.get("alert_key")
    found = [
        alert
        for alert in call.account.world.alerts.values()
        if alert.incident == one.id
        and (not wanted or alert.status in wanted)
        and (key is None or alert.key == key)
    ]
    return page(call, "alerts", found, lambda alert: shapes.alert(call.frame, alert))


@route("GET", "/incidents/{id}/alerts/{alert}")
def show_alert(call: Call) -> Answer:
    alert = call.account.world.alerts.get(call.path["alert"])
    if alert is None or alert.incident != call.path["id"]:
        raise not_found()
    return Answer(200, {"alert": shapes.alert(call.frame, alert)})
