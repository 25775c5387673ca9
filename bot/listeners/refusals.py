"""The one place that turns errors into words for the person who acts."""

from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.domain.errors import FirebellError, UserError
from bot.domain.policy import says_hidden
from bot.listeners.desk import Body, Desk
from bot.views.work import notice

log = structlog.get_logger()


def register(app: AsyncApp, desk: Desk) -> None:
    async def refuse(error: Exception, body: Body) -> BoltResponse:
        """Answer a UserError with its words, anything else with 500: Slack delivers an event again."""
        if isinstance(error, UserError):
            return await _answer(desk, body, error.under(desk.command))
        if isinstance(error, BoltUnhandledRequestError):
            log.warning("request_unknown", action="listener", kind=body.get("type", ""))
            return BoltResponse(status=404)
        if isinstance(error, FirebellError):
            log.warning("request_refused", action="listener", why=str(error))
        else:
            log.error("listener_broke", action="listener", exc_info=error)
        return BoltResponse(status=500)

    app.error(refuse)


async def _answer(desk: Desk, body: Body, error: UserError) -> BoltResponse:
    if "command" in body:
        said = notice.message(error.sentence, await desk.support())
        return BoltResponse(status=200, body={"response_type": "ephemeral", **said})
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body=await _in_form(desk, body, error))
    desk.after_ack(body, lambda: desk.tell(body, error.sentence))
    return BoltResponse(status=200)


async def _in_form(desk: Desk, body: Body, error: UserError) -> dict[str, Any]:
    """Put each sentence under its field, those without one under the first; what concerns the whole on top.

    What was entered stays, but for a form about what they may not see any more. A block is called as its
    field, or so with something after a #.

    https://docs.slack.dev/surfaces/modals#displaying_errors
    """
    blocks = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
    inputs = {block.partition("#")[0]: block for block in blocks}
    if not inputs or says_hidden(error.sentence):
        return {"response_action": "update", "view": notice.modal(error.sentence, await desk.support())}
    if not error.fields:
        view = notice.above(body["view"], error.sentence, await desk.support())
        return {"response_action": "update", "view": view}
    errors = {inputs.get(name, blocks[0]): text for name, text in error.fields.items()}
    return {"response_action": "errors", "errors": errors}
