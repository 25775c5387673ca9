"""What somebody has on the screen right now: the progress of their declaration, and App Home."""

from bot.domain.errors import PermanentError
from bot.domain.events import (
    ChannelRenamed,
    DeliveryFailed,
    DeliveryRetried,
    Event,
    IncidentClosed,
    IncidentMerged,
    IncidentOpened,
    IncidentReopened,
    IncidentUpdated,
    LinkMade,
    MadePrivate,
    PeopleInvited,
    PostmortemReady,
    RespondersKnown,
    RoleGiven,
    TaskAdded,
    TaskChanged,
    TextRedacted,
    TicketAsked,
    TicketLost,
    TicketMade,
)
from bot.domain.events.pages import CHANGES as PAGES
from bot.domain.events.tickets import CHANGES as TICKETS
from bot.domain.incident import LinkKind
from bot.integrations.slack.effects.effect import SlackEffects
from bot.ports import Audience, Run, on
from bot.store import sights
from bot.views.declare import progress
from bot.views.home import board

GONE = {"not_found", "view_not_found"}
"""The person closed it: nobody is left to show it to."""

HOMES = 1.5
"""Seconds in which many changes are one for App Home, however many people look at it."""


def _is_seen_at_home(event: Event) -> bool:
    """Of all links only the channel is shown there, of tickets only those of tasks."""
    match event:
        case LinkMade():
            return event.kind == LinkKind.CHANNEL
        case TicketAsked() | TicketMade():
            return bool(event.task)
    return True


class ScreenEffects(SlackEffects):
    """Keep true what people look at."""

    @on(
        IncidentOpened,
        LinkMade,
        PeopleInvited,
        RespondersKnown,
        *PAGES,
        *TICKETS,
        DeliveryFailed,
        DeliveryRetried,
        mirror=True,
        settle=0.25,
        quiet=True,
    )
    async def show_progress(self, run: Run) -> None:
        """Turn each line of the form's progress to done, as long as the declarer looks at it."""
        screen = run.incident.link(LinkKind.FORM)
        if screen is None:
            return
        sight = await self.db.read(sights.present, run.incident.id, self.clock())
        try:
            await self.slack.call("views.update", view_id=screen.key, view=progress.render(sight))
        except PermanentError as error:
            if error.code not in GONE:
                raise

    @on(
        IncidentOpened,
        IncidentUpdated,
        IncidentClosed,
        IncidentReopened,
        IncidentMerged,
        RoleGiven,
        MadePrivate,
        LinkMade,
        ChannelRenamed,
        PostmortemReady,
        TaskAdded,
        TaskChanged,
        TicketAsked,
        TicketMade,
        TicketLost,
        TextRedacted,
        audience=Audience.HOMES,
        mirror=True,
        settle=HOMES,
        quiet=True,
        when=_is_seen_at_home,
    )
    async def publish_home(self, run: Run) -> None:
        """Show the present to somebody who looks at App Home."""
        person = run.subject.partition(":")[2]
        sight = await self.db.read(sights.board, person, self.clock(), self.command, tickets=self.tickets())
        await self.slack.call("views.publish", user_id=person, view=board.render(sight))
