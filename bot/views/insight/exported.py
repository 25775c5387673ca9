"""What is said with a file of all incidents."""

from datetime import datetime

from bot.views import blocks as b
from bot.views.insight.words import count
from bot.views.words import fit


def name(form: str, now: datetime) -> str:
    return f"incidents-{now:%Y-%m-%d}.{form}"


def on_its_way() -> b.Block:
    return b.message(
        "A file of all incidents that you may see is being made; it comes to you as a message of Firebell."
    )


def follows(number: int) -> b.Block:
    many = "1 incident" if number == 1 else f"{count(number)} incidents"
    return b.message(f"The file that you asked for: {many}, all that you may see, without drills.")


def refused(why: str) -> b.Block:
    return b.message(
        f"The file of incidents could not be sent: {fit(why, 1000)} `firebell export incidents` on the "
        "command line gives what is public."
    )
