"""The scorecard of a drill, told in its channel when it is over."""

from bot.domain.events import DrillScored
from bot.domain.incident import LinkKind
from bot.integrations.slack.effects.ending import LANE
from bot.integrations.slack.effects.posting import Posting
from bot.ports import Run, on
from bot.store import taxonomy
from bot.views.drills import scorecard


class DrillEffects(Posting):
    @on(DrillScored, needs=LinkKind.CHANNEL, lane=LANE)
    async def post_scorecard(self, run: Run) -> None:
        """Say how it went, after how it ended."""
        event, channel = run.event, run.incident.link(LinkKind.CHANNEL)
        assert isinstance(event, DrillScored)
        if channel and not run.incident.archived:
            words = await self.db.read(taxonomy.load)
            message = scorecard.message(run.incident, event, words, self.command)
            await self._post_once(run, channel.key, "scorecard", message)
