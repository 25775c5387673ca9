"""Where the contracts lag behind Slack itself: each place with the page that shows it."""

import re

REFERENCE = "https://docs.slack.dev/reference"
METHODS = f"{REFERENCE}/methods"
APP_MESSAGES = "https://github.com/slackapi/bolt-js/issues/1064"
"""Messages of apps carry app_id and metadata, in events as well."""
TOMBSTONES = "https://docs.slack.dev/reference/events/message#hidden_subtypes"
EVERY_EVENT = "https://docs.slack.dev/apis/events-api#event-type-structure"
"""Every event has an event_ts."""

LAGS: dict[str, dict[str, str]] = {
    "api.test": {"/args/*": f"{METHODS}/api.test"},
    "conversations.history": {
        f"/messages/#/{key}": f"{REFERENCE}/events/message/channel_name" for key in ("name", "old_name")
    },
    "conversations.leave": {"/not_in_channel": f"{METHODS}/conversations.leave"},
    "chat.update": {
        "/message/subtype": f"{REFERENCE}/events/message/file_share",
        **{f"/message/{key}": f"{METHODS}/conversations.replies" for key in ("thread_ts", "parent_user_id")},
    },
    "conversations.replies": {
        "/messages/#/hidden": TOMBSTONES,
        "/messages/#/client_msg_id": f"{METHODS}/conversations.history",
        "/messages/#/subtype": f"{REFERENCE}/events/message/thread_broadcast",
    },
    "event:app_home_opened": {"/event/view/blocks": f"{REFERENCE}/events/app_home_opened"},
    "event:message": {"/event/app_id": APP_MESSAGES, "/event/metadata/event_payload": APP_MESSAGES},
    "event:message.message_changed": {
        "/event/message/app_id": APP_MESSAGES,
        "/event/message/metadata": APP_MESSAGES,
        "/event/previous_message/app_id": APP_MESSAGES,
        "/event/previous_message/metadata": APP_MESSAGES,
    },
    "event:message.message_deleted": {
        "/event/previous_message/files": f"{REFERENCE}/events/message/file_share",
        "/event/previous_message/app_id": APP_MESSAGES,
        "/event/previous_message/metadata": APP_MESSAGES,
    },
    "event:message.thread_broadcast": {
        f"/event/root/{key}": f"{REFERENCE}/events/message/thread_broadcast"
        for key in ("client_msg_id", "blocks", "reply_users", "is_locked")
    }
    | dict.fromkeys(("/event/metadata", "/event/root/app_id", "/event/root/metadata"), APP_MESSAGES),
    "event:message.channel_convert_to_private": {
        "/event/subtype": f"{REFERENCE}/events/message/channel_convert_to_private"
    },
    "event:message.channel_convert_to_public": {
        "/event/subtype": f"{REFERENCE}/events/message/channel_convert_to_public"
    },
    **{
        f"event:{name}": {"/event/event_ts": EVERY_EVENT}
        for name in ("team_join", "user_change", "tokens_revoked", "app_uninstalled", "file_change")
    },
    "event:subteam_created": {"/event/subteam/deleted_by": f"{REFERENCE}/objects/usergroup-object"},
    "files.list": {
        f"/files/#/shares/{kind}/*": f"{REFERENCE}/objects/file-object" for kind in ("public", "private")
    },
}
"""By sample, the paths of keys that it does not have yet; # is any number, * any name."""

ALIKE = {
    "canvases.access.delete": "canvases.edit",
    "canvases.access.set": "canvases.edit",
    "canvases.delete": "canvases.edit",
    "usergroups.disable": "usergroups.update",
    "usergroups.enable": "usergroups.update",
}
"""Methods without a sample, and the one whose answer looks the same."""

UNPROBED: dict[str, set[str]] = {
    "canvases.access.delete": {"canvas_id", "channel_ids", "user_ids"},
    "canvases.access.set": {"canvas_id", "access_level", "channel_ids", "user_ids"},
    "canvases.delete": {"canvas_id"},
    "canvases.getContent": {"canvas_id", "content_type"},
    "usergroups.disable": {"usergroup", "include_count", "team_id"},
    "usergroups.enable": {"usergroup", "include_count", "team_id"},
}
"""Methods that Slack's pages document, but not those that the contract was made from: their arguments."""
SHOWN = {"canvases.getContent": {"ok", "content"}}
"""Methods whose answer has no sample, nor another that looks the same: what its page shows."""

_UNLISTED = (
    ("conversations.unarchive", "not_in_channel", "https://github.com/slack-go/slack/issues/1066"),
    ("conversations.replies", "not_in_channel", f"{METHODS}/conversations.history"),
    ("pins.list pins.remove", "not_in_channel", f"{METHODS}/pins.add"),
    ("bookmarks.list", "permission_denied", f"{METHODS}/bookmarks.add"),
    ("users.getPresence", "user_not_found", f"{METHODS}/dnd.info"),
    ("files.completeUploadExternal", "invalid_blocks_format", f"{METHODS}/chat.postMessage"),
    (
        "chat.update chat.postEphemeral chat.scheduleMessage files.completeUploadExternal",
        "msg_blocks_too_long",
        "https://github.com/slackapi/bolt-js/issues/2509",
    ),
    (
        "chat.scheduleMessage",
        "cannot_reply_to_message messages_tab_disabled",
        f"{METHODS}/chat.postMessage",
    ),
    (
        "usergroups.update",
        (
            "bad_handle forbidden_handle handle_already_exists name_already_exists name_too_long"
            " missing_subteam_name description_too_long invalid_channel_provided"
        ),
        f"{METHODS}/usergroups.create",
    ),
    ("usergroups.update usergroups.users.update", "no_such_subteam", f"{METHODS}/usergroups.users.list"),
    (
        "usergroups.enable usergroups.disable",
        "no_such_subteam permission_denied plan_upgrade_required",
        f"{METHODS}/usergroups.enable",
    ),
    (
        "canvases.access.set canvases.access.delete canvases.delete canvases.getContent",
        (
            "canvas_disabled_user_team canvas_not_found channel_not_found invalid_parameters"
            " restricted_action user_not_found"
        ),
        f"{METHODS}/canvases.access.set",
    ),
)
UNLISTED = {
    (method, error): page
    for methods, errors, page in _UNLISTED
    for method in methods.split()
    for error in errors.split()
}
"""Errors that a method's page does not list, and where Slack gives them."""

EVERYWHERE = {
    "invalid_json": "https://docs.slack.dev/apis/web-api#post_bodies",
    "json_not_object": "https://docs.slack.dev/apis/web-api#post_bodies",
}
"""Errors that the platform gives whatever the method."""

MAY_LACK = {"users.info": ("/user/tz",)}
"""What is not there for a deactivated account: https://docs.slack.dev/reference/objects/user-object."""

WARNINGS = "/response_metadata/warnings"
"""Any answer may hold them: https://docs.slack.dev/apis/web-api#responses."""


def is_lag(name: str, problem: str) -> bool:
    """Whether Slack sends this although the sample of that name does not know it."""
    path, _, what = problem.partition(": ")
    known = {*LAGS.get(name, {}), WARNINGS}
    numbered = re.sub(r"/\d+(?=/|$)", "/#", path)
    if what == "missing":
        return path in MAY_LACK.get(name, ())
    return what == "unexpected key" and bool(known & {numbered, re.sub(r"[^/]+$", "*", numbered)})


def is_unlisted(method: str, error: str) -> bool:
    """Whether Slack gives an error that the method's page does not list; api.test gives what one asks for."""
    return method == "api.test" or error in EVERYWHERE or (method, error) in UNLISTED
