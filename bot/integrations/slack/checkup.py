"""A look at Slack: whether the tokens work, what they may do, whether our clocks agree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.domain.checkup import Finding, fault, note, sound
from bot.domain.errors import UserError
from bot.integrations.integration import Look
from bot.integrations.slack.client import Slack
from bot.integrations.slack.preflight import identify, socket_url
from bot.integrations.slack.scopes import OPTIONAL, Manifest
from bot.ports import Clock, Poll
from bot.store.database import Database
from bot.store.settings import doubts
from bot.usecases.settings.keep_findings import keep_findings
from bot.usecases.unit import Unit
from bot.views.settings.checkup import summary
from bot.views.settings.health import LOOK_AROUND

SCOPES = "x-oauth-scopes"
"""https://docs.slack.dev/authentication/installing-with-oauth#scopes"""

EVERY = timedelta(hours=6)
FIRST = timedelta(minutes=2)
"""Until the directory has been read, which says whether what the settings name exists."""

MOST_SKEW = timedelta(seconds=30)
AGAIN = "Install the app again with the manifest of today."


@dataclass(frozen=True)
class SlackCheckup:
    """`command`: the one that SLACK_COMMAND says."""

    bot: Slack
    manifest: Manifest
    command: str
    clock: Clock

    async def look(self) -> list[Finding]:
        """Raises TransientError where Slack does not answer."""
        try:
            identity, headers = await identify(self.bot), await self.bot.headers("auth.test")
        except UserError as error:
            return [fault("bot token", error.sentence)]
        return [
            sound("bot token", f"Works in {identity.team}."),
            *_of_scopes(headers, self.manifest),
            *_of_clock(headers, self.clock()),
            *self._of_command(),
        ]

    def _of_command(self) -> Iterator[Finding]:
        if self.command == self.manifest.command:
            yield sound("command", f"{self.command}, as in manifest.yml.")
        else:
            yield note(
                "command",
                f"SLACK_COMMAND is {self.command}, manifest.yml says {self.manifest.command}. See that the "
                f"app has the command {self.command} too.",
            )


async def look_at_app_token(app: Slack) -> Finding:
    """This opens a connection's address, which nobody uses then; so it is for who asks, not for a job."""
    try:
        await socket_url(app)
    except UserError as error:
        return fault("app token", error.sentence)
    return sound("app token", "Works.")


def look_around(looks: Mapping[str, Look], db: Database[Unit]) -> Poll:
    """What must be mended is seen by admins without asking. looks: at each system, by its name."""

    async def run() -> str:
        found = {system: await look() for system, look in looks.items()}
        named = await db.read(doubts.present)
        await db.write_behind(keep_findings, named, found)
        return summary(list(dict.fromkeys([*named, *(one for some in found.values() for one in some)])))

    return Poll(LOOK_AROUND, EVERY, run, first=FIRST)


def _of_scopes(headers: Mapping[str, str], manifest: Manifest) -> Iterator[Finding]:
    given = {one.strip() for one in headers.get(SCOPES, "").split(",")} - {""}
    missing = manifest.scopes - given
    needed = sorted(missing - OPTIONAL.keys())
    if needed:
        yield fault("scopes", f"The app lacks {', '.join(needed)}. {AGAIN}")
    for scope in sorted(missing & OPTIONAL.keys()):
        yield note("scopes", f"Without {scope} {OPTIONAL[scope]}. {AGAIN}")
    if not missing:
        yield sound("scopes", f"All {len(manifest.scopes)} of manifest.yml.")


def _of_clock(headers: Mapping[str, str], now: datetime) -> Iterator[Finding]:
    if "date" not in headers:
        return
    skew = abs(parsedate_to_datetime(headers["date"]) - now)
    seconds = int(skew.total_seconds())
    if skew > MOST_SKEW:
        cure = "Let the machine take its time from the network."
        yield fault("clock", f"Our clock and Slack's are {seconds} s apart. {cure}")
    else:
        yield sound("clock", f"Agrees with Slack's within {seconds + 1} s.")
