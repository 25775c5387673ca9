"""Slack's refusals, in Slack's words."""


class SlackError(Exception):
    """Answered as `{"ok": false, "error": ...}` with whatever else Slack says about it."""

    def __init__(self, error: str, **details: object) -> None:
        super().__init__(error)
        self.error = error
        self.details = details


def invalid_arguments(*messages: str) -> SlackError:
    return SlackError(
        "invalid_arguments", response_metadata={"messages": [f"[ERROR] {text}" for text in messages]}
    )
