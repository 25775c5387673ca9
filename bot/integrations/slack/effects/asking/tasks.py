"""Tasks told: to the one who has them, and in the incident's channel."""

from bot.domain import policy
from bot.domain.board import TaskSight
from bot.domain.events import Event, TaskAdded, TaskChanged, TaskDue
from bot.domain.incident import Incident, LinkKind
from bot.domain.tasks import Task
from bot.domain.times.typed import zone_of
from bot.integrations.slack.effects.posting import Posting
from bot.ports import Run, on
from bot.store import tasks
from bot.store.ticketing import followups
from bot.store.who import people, standings
from bot.views.tasks import notices


def _is_given(event: Event) -> bool:
    """Tell whether somebody has it now who did not give it to themselves."""
    match event:
        case TaskAdded():
            return event.owner not in {"", event.by}
        case TaskChanged():
            return event.owner not in {"", event.by, event.was} and not event.done
    return False


def _is_news(event: Event) -> bool:
    """Of all changes only that it is done concerns everybody."""
    return not isinstance(event, TaskChanged) or (event.done and not event.was_done)


def _to_remind(task: Task, incident: Incident) -> str:
    """Give its owner, or who wanted it; empty where neither may see the incident any more."""
    return next((one for one in (task.owner, task.added_by) if one and _sees(one, incident)), "")


def _sees(person: str, incident: Incident) -> bool:
    return policy.sees(standings.of(person, incident), incident)


class TaskEffects(Posting):
    """Tell each thing once. In people's own messages it may stand twice after a lost answer."""

    @on(TaskAdded, TaskChanged, when=_is_given)
    async def give_task(self, run: Run) -> None:
        """Tell who has it now, as long as they have it, and may see of what it is."""
        event = run.event
        assert isinstance(event, TaskAdded | TaskChanged)
        task = await self.db.read(tasks.get, event.task)
        still_theirs = task and task.owner == event.owner and not task.done_at
        if task and still_theirs and await self.db.read(_sees, task.owner, run.incident):
            message = notices.given(run.incident, await self._sight(task), event.by, self.clock())
            await self._tell_person(run, event.owner, "task", message)

    @on(TaskDue)
    async def remind_owner(self, run: Run) -> None:
        """Remind of what is due today, or was."""
        event = run.event
        assert isinstance(event, TaskDue)
        task = await self.db.read(tasks.get, event.task)
        if task is None or task.done_at:
            return
        person = await self.db.read(_to_remind, task, run.incident)
        if person:
            zone = zone_of((await self.db.read(people.get, person)).zone)
            here = self.clock().astimezone(zone)
            message = notices.due(run.incident, await self._sight(task), here)
            await self._tell_person(run, person, "task_due", message)

    @on(TaskAdded, TaskChanged, needs=LinkKind.CHANNEL, when=_is_news)
    async def post_task(self, run: Run) -> None:
        """Tell who works on it; nobody that it is done once that was taken back."""
        event, channel = run.event, run.incident.link(LinkKind.CHANNEL)
        assert isinstance(event, TaskAdded | TaskChanged)
        task = await self.db.read(tasks.get, event.task)
        is_true = task and (task.done_at or isinstance(event, TaskAdded))
        if channel and task and is_true and not run.incident.archived:
            message = (
                notices.added(run.incident, await self._sight(task), event.by, self.clock())
                if isinstance(event, TaskAdded)
                else notices.finished(run.incident, task, event.by, self.clock(), key=event.key)
            )
            await self._post_once(run, channel.key, "task", message)

    async def _sight(self, task: Task) -> TaskSight:
        return await self.db.read(followups.sight, task, tickets=self.tickets())
