"""Each refusal of Slack's that the sandbox knows is given where it is due, by a documented name."""

from typing import Any

import pytest
from contracts import checker
from lags import is_unlisted
from rig import Space, modal, section, text_entry
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import methods
from bot.sandbox.slack.api.method import METHODS

pytest_plugins = ["sandbox_fixtures"]
assert methods  # importing them is what registers them

# Words in braces stand for what the fixture made: see `known`.
REFUSALS: list[tuple[str, str, dict[str, Any]]] = [
    ("chat.postMessage", "channel_not_found", {"channel": "C0NOWHERE", "text": "x"}),
    ("chat.postMessage", "channel_not_found", {"channel": "{foreign}", "text": "x"}),
    ("chat.postMessage", "channel_not_found", {"channel": "{walt}", "text": "x"}),
    ("chat.postMessage", "not_in_channel", {"channel": "{strange}", "text": "x"}),
    ("chat.postMessage", "is_archived", {"channel": "{archived}", "text": "x"}),
    ("chat.postMessage", "no_text", {"channel": "{general}"}),
    (
        "chat.postMessage",
        "cannot_reply_to_message",
        {"channel": "{general}", "text": "x", "thread_ts": "1.000001"},
    ),
    ("chat.postMessage", "invalid_blocks", {"channel": "{general}", "blocks": [{"type": "banner"}]}),
    ("chat.postMessage", "invalid_blocks_format", {"channel": "{general}", "blocks": "{not json"}),
    ("chat.postMessage", "invalid_blocks_format", {"channel": "{general}", "blocks": {"type": "divider"}}),
    (
        "chat.postMessage",
        "msg_blocks_too_long",
        {"channel": "{general}", "blocks": [section("x" * 2900)] * 5},
    ),
    (
        "chat.postMessage",
        "invalid_metadata_format",
        {"channel": "{general}", "text": "x", "metadata": {"a": 1}},
    ),
    (
        "chat.postMessage",
        "metadata_too_large",
        {
            "channel": "{general}",
            "text": "x",
            "metadata": {"event_type": "x", "event_payload": {"x": "x" * 9000}},
        },
    ),
    (
        "chat.postMessage",
        "too_many_attachments",
        {"channel": "{general}", "attachments": [{"text": "x"}] * 101},
    ),
    ("chat.postMessage", "invalid_blocks", {"channel": "{general}", "blocks": [section("x")] * 51}),
    (
        "chat.postMessage",
        "markdown_text_conflict",
        {"channel": "{general}", "markdown_text": "x", "text": "x"},
    ),
    ("chat.update", "is_inactive", {"channel": "{archived}", "ts": "{old}", "text": "x"}),
    ("chat.update", "msg_too_long", {"channel": "{general}", "ts": "{mine}", "text": "x" * 4001}),
    ("chat.update", "message_not_found", {"channel": "{general}", "ts": "1.000001", "text": "x"}),
    ("chat.update", "cant_update_message", {"channel": "{general}", "ts": "{theirs}", "text": "x"}),
    ("chat.update", "no_text", {"channel": "{general}", "ts": "{mine}"}),
    ("chat.delete", "message_not_found", {"channel": "{general}", "ts": "1.000001"}),
    ("chat.delete", "cant_delete_message", {"channel": "{general}", "ts": "{theirs}"}),
    ("chat.postEphemeral", "user_not_in_channel", {"channel": "{private}", "user": "{eve}", "text": "x"}),
    ("chat.postEphemeral", "msg_too_long", {"channel": "{general}", "user": "{ana}", "text": "x" * 40_001}),
    ("chat.postEphemeral", "not_in_channel", {"channel": "{strange}", "user": "{ana}", "text": "x"}),
    ("chat.getPermalink", "message_not_found", {"channel": "{general}", "message_ts": "1.000001"}),
    ("conversations.create", "invalid_name_required", {"name": ""}),
    ("conversations.create", "name_taken", {"name": "general"}),
    ("conversations.create", "invalid_name_specials", {"name": "No Blanks"}),
    ("conversations.create", "invalid_name_maxlength", {"name": "x" * 81}),
    ("conversations.create", "invalid_name_punctuation", {"name": "---"}),
    ("conversations.rename", "name_taken", {"channel": "{private}", "name": "general"}),
    ("conversations.rename", "not_authorized", {"channel": "{general}", "name": "other"}),
    ("conversations.rename", "not_in_channel", {"channel": "{strange}", "name": "other"}),
    ("conversations.archive", "cant_archive_general", {"channel": "{general}"}),
    ("conversations.archive", "already_archived", {"channel": "{archived}"}),
    ("conversations.archive", "method_not_supported_for_channel_type", {"channel": "{direct}"}),
    ("conversations.unarchive", "not_archived", {"channel": "{general}"}),
    ("conversations.unarchive", "not_in_channel", {"channel": "{archived}"}),
    ("conversations.invite", "not_in_channel", {"channel": "{strange}", "users": "{eve}"}),
    ("conversations.invite", "already_in_channel", {"channel": "{general}", "users": "{ana}"}),
    ("conversations.invite", "cant_invite_self", {"channel": "{private}", "users": "{bot}"}),
    ("conversations.invite", "user_not_found", {"channel": "{private}", "users": "U0NOBODY"}),
    ("conversations.invite", "no_user", {"channel": "{private}", "users": " ,"}),
    ("conversations.invite", "user_not_found", {"channel": "{private}", "users": "{walt}"}),
    ("conversations.invite", "cant_invite", {"channel": "{private}", "users": "{vera}"}),
    ("conversations.invite", "ura_max_channels", {"channel": "{private}", "users": "{umar}"}),
    ("conversations.invite", "is_archived", {"channel": "{archived}", "users": "{eve}"}),
    (
        "conversations.invite",
        "invalid_arguments",
        {"channel": "{private}", "users": ",".join(map(str, range(101)))},
    ),
    ("conversations.join", "is_archived", {"channel": "{archived}"}),
    ("conversations.join", "method_not_supported_for_channel_type", {"channel": "{private}"}),
    ("conversations.leave", "last_member", {"channel": "{private}"}),
    ("conversations.leave", "cant_leave_general", {"channel": "{general}"}),
    ("conversations.kick", "cant_kick_from_general", {"channel": "{general}", "user": "{ana}"}),
    ("conversations.kick", "cant_kick_self", {"channel": "{private}", "user": "{bot}"}),
    ("conversations.kick", "user_not_found", {"channel": "{private}", "user": "U0NOBODY"}),
    ("conversations.kick", "not_in_channel", {"channel": "{private}", "user": "{eve}"}),
    ("conversations.info", "channel_not_found", {"channel": "{foreign}"}),
    ("conversations.list", "invalid_types", {"types": "public"}),
    ("conversations.list", "invalid_limit", {"limit": 1001}),
    ("conversations.members", "invalid_cursor", {"channel": "{general}", "cursor": "%%%"}),
    ("conversations.history", "not_in_channel", {"channel": "{strange}"}),
    ("conversations.history", "invalid_arguments", {"channel": "{general}", "limit": 1000}),
    ("conversations.history", "invalid_ts_oldest", {"channel": "{general}", "oldest": "yesterday"}),
    ("conversations.history", "invalid_ts_latest", {"channel": "{general}", "latest": "now"}),
    ("conversations.replies", "not_in_channel", {"channel": "{strange}", "ts": "1.000001"}),
    ("conversations.replies", "thread_not_found", {"channel": "{general}", "ts": "1.000001"}),
    ("conversations.setTopic", "too_long", {"channel": "{general}", "topic": "x" * 251}),
    ("conversations.setTopic", "not_in_channel", {"channel": "{strange}", "topic": "x"}),
    ("conversations.setPurpose", "too_long", {"channel": "{general}", "purpose": "x" * 251}),
    ("conversations.open", "users_list_not_supplied", {}),
    ("conversations.open", "user_not_found", {"users": "U0NOBODY"}),
    ("conversations.open", "too_many_users", {"users": "1,2,3,4,5,6,7,8,9"}),
    ("conversations.open", "user_disabled", {"users": "{walt}"}),
    ("conversations.open", "not_enough_users", {"users": "{bot}"}),
    ("conversations.mark", "invalid_timestamp", {"channel": "{general}", "ts": "now"}),
    ("users.info", "user_not_found", {"user": "U0NOBODY"}),
    ("users.list", "invalid_arguments", {"limit": 1001}),
    ("users.conversations", "invalid_arguments", {"user": "U0NOBODY"}),
    ("users.lookupByEmail", "users_not_found", {"email": "walt@demo.example"}),
    ("users.lookupByEmail", "users_not_found", {"email": "nobody@demo.example"}),
    ("bots.info", "bot_not_found", {"bot": "B0NOBODY"}),
    ("team.info", "team_not_found", {"team": "T0NOWHERE"}),
    ("usergroups.users.list", "no_such_subteam", {"usergroup": "S0NOBODY"}),
    ("views.open", "invalid_trigger_id", {"trigger_id": "1.2.3", "view": modal(text_entry("Title"))}),
    ("views.open", "invalid_arguments", {"view": modal(text_entry("Title"))}),
    ("views.open", "invalid_arguments", {"trigger_id": "1.2.3", "view": modal({"type": "banner"})}),
    ("views.open", "invalid_arguments", {"trigger_id": "1.2.3", "view": {"type": "home", "blocks": []}}),
    ("views.open", "view_too_large", {"trigger_id": "1.2.3", "view": modal(private_metadata="x" * 250_000)}),
    ("views.update", "not_found", {"view_id": "V0NOWHERE", "view": modal(text_entry("Title"))}),
    (
        "views.publish",
        "hash_conflict",
        {"user_id": "{ana}", "hash": "1.x", "view": {"type": "home", "blocks": []}},
    ),
    ("views.publish", "invalid_arguments", {"user_id": "U0NOBODY", "view": {"type": "home", "blocks": []}}),
    ("pins.add", "no_item_specified", {"channel": "{general}"}),
    ("pins.add", "bad_timestamp", {"channel": "{general}", "timestamp": "now"}),
    ("pins.add", "message_not_found", {"channel": "{general}", "timestamp": "1.000001"}),
    ("pins.add", "already_pinned", {"channel": "{general}", "timestamp": "{mine}"}),
    ("pins.remove", "no_pin", {"channel": "{general}", "timestamp": "{theirs}"}),
    ("reactions.add", "already_reacted", {"channel": "{general}", "timestamp": "{mine}", "name": "eyes"}),
    ("reactions.add", "invalid_name", {"channel": "{general}", "timestamp": "{mine}", "name": "no blanks"}),
    ("reactions.add", "message_not_found", {"channel": "{general}", "timestamp": "1.000001", "name": "eyes"}),
    ("reactions.add", "bad_timestamp", {"channel": "{general}", "timestamp": "now", "name": "eyes"}),
    ("reactions.remove", "no_reaction", {"channel": "{general}", "timestamp": "{mine}", "name": "tada"}),
    ("reactions.get", "no_item_specified", {"channel": "{general}"}),
    (
        "bookmarks.add",
        "invalid_link",
        {"channel_id": "{general}", "title": "x", "type": "link", "link": "javascript:x"},
    ),
    ("bookmarks.add", "invalid_bookmark_type", {"channel_id": "{general}", "title": "x", "type": "file"}),
    ("bookmarks.edit", "not_found", {"channel_id": "{general}", "bookmark_id": "Bk0NONE"}),
    ("bookmarks.list", "permission_denied", {"channel_id": "{strange}"}),
]


@pytest.fixture
async def known(space: Space, web: AsyncWebClient) -> dict[str, str]:
    names = {name: await space.user(name) for name in ("ana", "eve", "walt", "vera", "umar")}
    rooms = {
        "general": (await space.channel("general"))["id"],
        "strange": (await space.channel("payments"))["id"],
        "foreign": (await space.channel("security"))["id"],
        "private": (await web.conversations_create(name="hidden", is_private=True))["channel"]["id"],
        "archived": (await web.conversations_create(name="over"))["channel"]["id"],
        "direct": (await web.conversations_open(users=names["ana"]))["channel"]["id"],
    }
    old = (await web.chat_postMessage(channel=rooms["archived"], text="old"))["ts"]
    await web.conversations_archive(channel=rooms["archived"])
    mine = (await web.chat_postMessage(channel=rooms["general"], text="mine"))["ts"]
    await web.pins_add(channel=rooms["general"], timestamp=mine)
    await web.reactions_add(channel=rooms["general"], timestamp=mine, name="eyes")
    theirs = (await space.act("ana", "message", channel="general", text="theirs"))["ts"]
    return {
        **names,
        **rooms,
        "bot": (await web.auth_test())["user_id"],
        "mine": mine,
        "theirs": theirs,
        "old": old,
    }


def filled(args: dict[str, Any], known: dict[str, str]) -> dict[str, Any]:
    return {
        name: known[value[1:-1]] if isinstance(value, str) and value[1:-1] in known else value
        for name, value in args.items()
    }


@pytest.mark.parametrize("family", sorted({method.partition(".")[0] for method, _, _ in REFUSALS}))
async def test_each_is_given_where_it_is_due(web: AsyncWebClient, known: dict[str, str], family: str) -> None:
    """A refusal changes nothing, so those of a family share a workspace."""
    wrong = []
    for method, error, args in REFUSALS:
        if method.startswith(f"{family}."):
            answer = await refused(web, method, filled(args, known))
            if answer != error:
                wrong.append(f"{method} {args}: {answer}, not {error}")
    assert wrong == []


async def refused(web: AsyncWebClient, method: str, args: dict[str, Any]) -> str:
    """The error that a call is answered with; empty where it is done."""
    try:
        await (
            web.api_call(method, json=args)
            if METHODS[method].json_body
            else web.api_call(method, params=args)
        )
    except SlackApiError as error:
        return str(error.response["error"])
    return ""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of the checker's files
def test_every_refusal_has_a_documented_name() -> None:
    contract = checker("slack_contract")
    strange = {
        (method, error)
        for method, error, _ in REFUSALS
        if not contract.error_known(method, error) and not is_unlisted(method, error)
    }
    assert strange == set()
