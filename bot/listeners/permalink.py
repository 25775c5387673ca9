"""The address of the message that somebody pressed a shortcut on."""

from bot.listeners.desk import Body


def permalink(body: Body) -> str:
    """https://docs.slack.dev/reference/methods/chat.getPermalink says what addresses look like."""
    channel, ts, domain = body["channel"]["id"], body["message_ts"], body["team"]["domain"]
    thread = body["message"].get("thread_ts", ts)
    reply = f"?thread_ts={thread}&cid={channel}" if thread != ts else ""
    return f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}{reply}"
