"""What Slack's refusals mean, and what to do about them.

https://docs.slack.dev/reference/methods/conversations.create#errors, and the pages of the other methods
"""

_ALLOW = "An admin can allow Firebell under Settings & permissions; then press Retry."

SAYINGS = {
    "restricted_action": f"Slack says that the workspace restricts who may do this. {_ALLOW}",
    "no_permission": f"Slack says that Firebell has no permission to do this. {_ALLOW}",
    "user_is_restricted": f"Slack says that Firebell's own account is restricted. {_ALLOW}",
    "missing_scope": "Slack says that the app lacks a scope. Install it again with the manifest of today.",
    "is_archived": "Slack says that the channel is archived. Unarchive it, then press Retry.",
    "channel_not_found": "Slack says that there is no such channel any more.",
    "not_in_channel": "Firebell is not in that channel. Invite it there, then press Retry.",
    "cant_invite": "Slack says that they cannot be invited.",
    "user_not_found": "Slack does not know them any more.",
    "ura_max_channels": "Slack says that a guest of one channel can be in no other.",
    "too_many_pins": "Slack says that nothing more can be pinned there. Unpin something, then press Retry.",
    "ratelimited": "Slack asked to wait.",
}


def meaning(code: str) -> str:
    """Give the sentence for one of Slack's error codes, the code itself where we have none."""
    return SAYINGS.get(code, f"Slack says {code}.")
