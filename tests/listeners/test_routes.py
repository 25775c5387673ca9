"""Which listener is called: the one of that name, else the first whose pattern fits, else Bolt's refusal."""

import re
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.listeners.routes import EVERY, Routes

HEARD: list[str] = []


def hears(name: str) -> Any:
    async def handler(ack: AsyncAck, body: dict[str, Any]) -> None:
        HEARD.append(f"{name}: {body['type']}")
        await ack()

    return handler


async def authorize() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1", bot_user_id="U0"
    )


@pytest.fixture
def app() -> AsyncApp:
    """Bolt with a pattern, then a name that it fits too, and one listener of each other kind."""
    routes = Routes()
    routes.action(re.compile("^turn:"))(hears("pattern"))
    routes.action("turn:back")(hears("name"))
    routes.options("turn:back")(hears("options"))
    routes.view("turn:back")(hears("submitted"))
    routes.view_closed("turn:back")(hears("closed"))
    routes.shortcut("turn:back")(hears("shortcut"))
    routes.event("reaction_added")(hears("event"))
    routes.event(EVERY)(hears("any event"))
    app = AsyncApp(
        name="routes",
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
        raise_error_for_unhandled_request=True,
    )
    routes.attach(app)
    HEARD.clear()
    return app


def pressed(action: str) -> dict[str, Any]:
    return {"type": "block_actions", "actions": [{"action_id": action, "block_id": "b", "type": "button"}]}


def view(kind: str) -> dict[str, Any]:
    return {"type": kind, "view": {"type": "modal", "callback_id": "turn:back"}}


def event(kind: str) -> dict[str, Any]:
    return {"type": "event_callback", "event": {"type": kind}}


@pytest.mark.parametrize(
    ("body", "heard"),
    [
        (pressed("turn:back"), "name: block_actions"),
        (pressed("turn:on"), "pattern: block_actions"),
        ({"type": "block_suggestion", "action_id": "turn:back"}, "options: block_suggestion"),
        (view("view_submission"), "submitted: view_submission"),
        (view("view_closed"), "closed: view_closed"),
        ({"type": "shortcut", "callback_id": "turn:back"}, "shortcut: shortcut"),
        ({"type": "message_action", "callback_id": "turn:back"}, "shortcut: message_action"),
        (event("reaction_added"), "event: event_callback"),
        (event("team_join"), "any event: event_callback"),
    ],
)
async def test_one_listener_is_called(app: AsyncApp, body: dict[str, Any], heard: str) -> None:
    team = {"team": {"id": "T1"}, "user": {"id": "U1"}}
    answer = await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body={**team, **body}))
    assert (answer.status, HEARD) == (200, [heard])


async def test_what_nobody_listens_to_is_refused(app: AsyncApp) -> None:
    answer = await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=pressed("old")))
    assert (answer.status, HEARD) == (404, [])


def test_two_listeners_of_one_name_are_a_mistake() -> None:
    """Bolt would call the first and never the second."""
    routes = Routes()
    routes.view("form")(hears("one"))
    with pytest.raises(AssertionError, match="two listeners for form"):
        routes.view("form")(hears("other"))
