"""What Firebell says in a drill, so that nobody takes it for the real thing."""

from bot.domain.incident import Incident
from bot.views import blocks as b

TEXT = "Drill: "
BLOCK = "drill"


def marked(incident: Incident, message: b.Block) -> b.Block:
    """Say first that it is a drill, on lock screens too; what is none stays as it is."""
    if not incident.drill or message.get("text", "").startswith(TEXT):
        return message
    rows = message.get("blocks") or [b.section(message["text"])]
    head = {**b.context(":test_tube: *Drill* · nothing of this is real"), "block_id": BLOCK}
    return {**message, "text": f"{TEXT}{message['text']}", "blocks": [head, *rows][:50]}
