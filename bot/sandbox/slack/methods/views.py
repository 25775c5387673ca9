"""views.*: modals and Home tabs.

https://docs.slack.dev/reference/methods/views.open
"""

from bot.sandbox.limits import TIER_4
from bot.sandbox.slack import shapes, views
from bot.sandbox.slack.api.errors import SlackError, invalid_arguments
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.slack.socket.triggers import Trigger
from bot.sandbox.world import Json, View

TRIGGERED = "view!:json trigger_id interactivity_pointer"


@method("views.open", TRIGGERED, tier=TIER_4)
def open_view(call: MethodCall) -> Json:
    body = views.body(call.slack, call.args.json("view"), "modal")
    trigger = _trigger(call)
    return _shown(call, views.open_modal(call.slack, trigger.user, body, trigger.channel))


@method("views.push", TRIGGERED, tier=TIER_4)
def push_view(call: MethodCall) -> Json:
    body = views.body(call.slack, call.args.json("view"), "modal")
    trigger = _trigger(call)
    return _shown(call, views.push(call.slack, trigger.user, body, trigger.channel))


def _trigger(call: MethodCall) -> Trigger:
    trigger_id = call.args.text("trigger_id") or call.args.text("interactivity_pointer")
    if not trigger_id:
        raise invalid_arguments("missing required field: trigger_id")
    return call.slack.triggers.exchange(trigger_id)


@method("views.update", "view!:json view_id external_id hash", tier=TIER_4)
def update_view(call: MethodCall) -> Json:
    view_id, external_id = call.args.text("view_id"), call.args.text("external_id")
    if not view_id and not external_id:
        raise invalid_arguments("missing required field: view_id")
    view = views.find(call.slack, view_id, external_id)
    body = views.body(call.slack, call.args.json("view"), view.body["type"], instead_of=view)
    views.must_be_current(view, call.args.text("hash"))
    views.replace(call.slack, view, body)
    return _shown(call, view)


@method("views.publish", "view!:json user_id! hash interactivity_pointer", tier=TIER_4)
def publish_view(call: MethodCall) -> Json:
    if not call.slack.app.home_tab:
        raise SlackError("not_enabled")
    user = call.args.text("user_id")
    if user not in call.slack.world.people:
        raise invalid_arguments("must be a valid user [json-pointer:/user_id]")
    home = call.slack.world.homes.get(user)
    body = views.body(call.slack, call.args.json("view"), "home", instead_of=home)
    views.must_be_current(home, call.args.text("hash"))
    return _shown(call, views.publish(call.slack, user, body))


def _shown(call: MethodCall, view: View) -> Json:
    return {"view": shapes.view(call.slack, view, with_state=False)}
