"""What is told here becomes a comment on each ticket, once."""

from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import IncidentClosed, IncidentUpdated, TicketRefused
from bot.domain.incident import Incident
from bot.domain.rules.closing import Missing
from bot.domain.ticketing import Synced, TicketState, flow_of
from bot.domain.ticketing.comparing import is_hidden
from bot.integrations.jira.client import GONE
from bot.integrations.jira.effects.hands import JiraEffects
from bot.integrations.jira.reading import marker
from bot.ports import Run, on
from bot.store import taxonomy
from bot.store.who import people
from bot.views.documents.wiki import escape

LACKS = {
    Missing.MITIGATION: "it is not mitigated",
    Missing.KEY_EVENTS: "key events are missing",
    Missing.POSTMORTEM: "the post-mortem is not ready",
}


class CommentEffects(JiraEffects):
    @on(IncidentUpdated, IncidentClosed, when=lambda event: bool(event.message), quiet=True)
    async def write_comment(self, run: Run) -> None:
        """Tell who follows the ticket what is new; of a private one nothing."""
        event = run.event
        assert isinstance(event, IncidentUpdated | IncidentClosed)
        words = await self.db.read(taxonomy.load)
        if flow_of(words.ticket_flows, Synced.COMMENTS).goes_out and not is_hidden(run.incident, words):
            person = await self.db.read(people.get, event.by) if event.by else None
            who = (person.real_name or person.name) if person else "Firebell"
            with self._patiently(run):
                _must_be_there(run.incident)
                await self._write(run, run.incident, f"*{escape(who)}:* {escape(event.message)}")

    @on(TicketRefused, quiet=True)
    async def explain_refusal(self, run: Run) -> None:
        """Say there why the incident goes on although its ticket ended."""
        event = run.event
        assert isinstance(event, TicketRefused)
        why = ", ".join(LACKS[Missing(one)] for one in event.lacks)
        said = f"{run.incident.ref} cannot be closed yet: {why}. It goes on in Slack until that is done."
        with self._patiently(run):
            await self._write(run, run.incident, said)

    async def _write(self, run: Run, incident: Incident, said: str) -> None:
        last = marker(incident.ref, run.delivery)
        for ticket in (one for one in incident.tickets if one.is_there and one.is_own):
            try:
                if not (run.again and await self._is_there(ticket.id, last)):
                    await self.jira.write("POST", f"issue/{ticket.id}/comment", {"body": f"{said}\n\n{last}"})
            except PermanentError as error:
                if error.code != GONE:
                    raise

    async def _is_there(self, number: str, last: str) -> bool:
        found = await self.jira.get(f"issue/{number}", fields="comment")
        comments = (found["fields"].get("comment") or {}).get("comments") or ()
        return any(last in str(one.get("body")) for one in comments)


def _must_be_there(incident: Incident) -> None:
    """What is said before Jira has the ticket is said there later."""
    if any(one.state is TicketState.ASKED for one in incident.tickets):
        raise TransientError("Jira does not have the ticket yet.")
