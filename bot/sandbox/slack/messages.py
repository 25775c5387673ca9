"""What an app may put into a message: text, blocks, attachments, metadata, and Slack's limits on them.

https://docs.slack.dev/reference/methods/chat.postMessage
"""

import json

from bot.sandbox.slack import blocks
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.blockkit import problems
from bot.sandbox.world import Json

MOST_CHARACTERS = 40_000
MOST_ATTACHMENTS = 100
MOST_METADATA = 8_000


def content(given: Json, *, charts: bool = True) -> Json:
    """The parts of a message that an app sends, as Slack keeps them.

    What was not given is absent; an empty list of blocks, which removes them, is None. charts: whether
    this workspace has them.
    """
    made: Json = {}
    if "markdown_text" in given:
        if "text" in given or "blocks" in given:
            raise SlackError("markdown_text_conflict")
        text = str(given["markdown_text"])
        given = {**given, "text": text, "blocks": [{"type": "markdown", "text": text}]}
    if "text" in given:
        made["text"] = str(given["text"])[:MOST_CHARACTERS]
    if given.get("blocks") is not None:
        made["blocks"] = _blocks(given["blocks"], charts=charts) or None
    if given.get("attachments") is not None:
        made["attachments"] = _attachments(given["attachments"])
    if given.get("metadata"):
        made["metadata"] = _metadata(given["metadata"])
    return made


def must_say_something(made: Json) -> None:
    if not any(made.get(part) for part in ("text", "blocks", "attachments")):
        raise SlackError("no_text")


def _blocks(sent: object, *, charts: bool = True) -> list[Json]:
    if not isinstance(sent, list):
        raise SlackError("invalid_blocks_format")
    complaints = problems(sent, "message") if sent else []
    complaints += [] if charts else _unknown(sent)
    if any(complaint.startswith("msg_blocks_too_long") for complaint in complaints):
        raise SlackError("msg_blocks_too_long")
    if complaints:
        messages = [f"[ERROR] {text}" for text in complaints]
        raise SlackError("invalid_blocks", errors=complaints, response_metadata={"messages": messages})
    return blocks.normalised(sent)


def _unknown(sent: list[Json]) -> list[str]:
    """What a workspace says to which Slack has not brought charts and tables yet."""
    return [
        f"unsupported type: {block['type']} [json-pointer:/blocks/{place}/type]"
        for place, block in enumerate(sent)
        if isinstance(block, dict) and block.get("type") in {"data_visualization", "table"}
    ]


def _attachments(sent: object) -> list[Json]:
    if not isinstance(sent, list) or not all(isinstance(each, dict) for each in sent):
        raise SlackError(
            "invalid_arguments", response_metadata={"messages": ["[ERROR] attachments: must be a list"]}
        )
    if len(sent) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return [
        {"id": number, **each, **({"blocks": _blocks(each["blocks"])} if "blocks" in each else {})}
        for number, each in enumerate(sent, start=1)
    ]


def _metadata(sent: object) -> Json:
    """See https://docs.slack.dev/messaging/message-metadata."""
    if not isinstance(sent, dict) or not isinstance(sent.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    if not isinstance(sent.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(sent)) > MOST_METADATA:
        raise SlackError("metadata_too_large")
    return {"event_type": sent["event_type"], "event_payload": sent["event_payload"]}
