"""Anything that anybody may do, drawn whole before it is done: done again, it is the same press and words."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from anybody import CATEGORIES, Act, World

from bot.domain.incident import ClosingReason, Incident, Status
from bot.domain.rules.closing import Ending
from bot.domain.rules.key_events import Said
from bot.domain.rules.opening import Form
from bot.domain.rules.updating import Update
from bot.usecases import follow_channel as channels
from bot.usecases.declare.answer_question import answer_question
from bot.usecases.declare.declare_critical import declare_critical, undo_declaration
from bot.usecases.finish import close_incident as finish
from bot.usecases.finish import end_channel, follow_end
from bot.usecases.join_incident import join_incident
from bot.usecases.open_incident import open_incident
from bot.usecases.postmortem import write_postmortem
from bot.usecases.record_outcome import retry_delivery
from bot.usecases.remind import MORNING, snooze
from bot.usecases.unit import Unit
from bot.usecases.work import follow_messages as messages
from bot.usecases.work import give_role, keep_private, set_key_events, update_incident, write_notes


def draw(world: World) -> Act:
    """Draw who does what; the first thing is always a declaration."""
    world.pass_time()
    if world.dice.random() < 0.5 / (1 + world.count) ** 2:
        return _open(world, "U1")
    maker, by = world.dice.choices(MAKERS, WEIGHTS)[0], world.person()
    return maker(world, by)


def _open(world: World, by: str) -> Act:
    dice, draft = world.dice, world.dice.choice([*world.drafts[-3:], f"draft{len(world.drafts)}"])
    world.drafts.append(draft)
    form = Form(
        draft=draft,
        title=dice.choice(["Checkout is down", "Search is <slow> & sad", "Login is slow", world.words()]),
        description=dice.choice(["It answers 500 since 14:02.", "It is slow for all.", world.words()]),
        category=dice.choice([*CATEGORIES, *CATEGORIES, "payment", "nonsense"]),
        environments=tuple(dice.sample(["PRD", "STG", "INT", "MARS"], dice.randint(0, 3))) or ("PRD",),
        impacts=world.maybe({"customers": dice.choice(["HT", "HI", "LO", "NO"])}, {}),
        priority=world.maybe(dice.choice(["P1", "P2", "P4", "P9"]), "", 0.9),
        private=dice.random() < 0.2,
        named=world.people(),
        leads=dice.random() < 0.5,
    )
    return _pressed(world, f"open {form}", open_incident, form, by=by)


def _critical(world: World, by: str) -> Act:
    title, world.last_by = world.dice.choice(["db", "Checkout is down", world.words()]), by
    return _pressed(world, "critical", declare_critical, f"q{world.presses}", title, by=by)


def _wish(world: World) -> Update:
    dice = world.dice
    return Update(
        message=world.maybe(world.words(), "", 0.6),
        status=world.maybe(dice.choice(list(Status)), None, 0.5),
        reason=world.maybe(world.words(), ""),
        priority=world.maybe(dice.choice(["P1", "P2", "P3", "P5", "P9"]), "", 0.2),
        category=world.maybe(dice.choice([*CATEGORIES, "nonsense"]), "", 0.2),
        environments=world.maybe(("STG", "PRD"), None),
        impacts=world.maybe({"customers": dice.choice(["HT", "LO", ""]), "mars": "HT"}, {}),
        title=world.maybe(dice.choice(["Checkout is slow", world.words()]), None, 0.1),
        description=world.maybe(world.words(), None, 0.1),
        next_update_at=world.maybe(world.now + timedelta(minutes=30), None),
    )


def _update(world: World, by: str) -> Act:
    wish = _wish(world)
    return _on_one(world, f"update {wish}", update_incident.update_incident, wish, by=by)


def _edit(world: World, by: str) -> Act:
    wish = _wish(world)
    return _on_one(world, f"edit {wish}", update_incident.edit_incident, wish, by=by)


def _repeat(world: World, by: str) -> Act:
    return _on_one(world, "same as before", update_incident.repeat_update, by=by)


def _answer(world: World, by: str) -> Act:
    chosen: dict[str, Any] = world.dice.choice(
        [{"category": world.dice.choice(CATEGORIES)}, {"impacts": {"business": "HI"}}]
    )
    return _on_one(world, f"answer {chosen}", answer_question, by=by, **chosen)


def _roles(world: World, by: str) -> Act:
    role = world.dice.choice(["commander", "communication-lead", "pope"])
    given = {role: world.dice.choice([world.person(), ""])}
    was = world.maybe({role: world.person()}, None)
    return _on_one(world, f"give {given}", give_role.give_roles, given, by=by, was=was, words=world.words())


def _take(world: World, by: str) -> Act:
    return _on_one(world, "take command", give_role.take_role, "commander", by=by)


def _key_events(world: World, by: str) -> Act:
    known = ["started", "detected", "mitigated", "recovered", "declared", "nonsense"]
    keys = world.dice.sample(known, world.dice.choice([1, 2, 2, 3]))
    said = Said({key: world.moment() for key in keys[1:]}, tuple(keys[:1]))
    return _on_one(world, f"say {said}", set_key_events.set_key_events, said, by=by)


def _close(world: World, by: str) -> Act:
    reason = world.dice.choice([ClosingReason.RESOLVED, *ClosingReason])
    ending = Ending(reason, world.words(), world.maybe("INC-7", ""), world.maybe(world.words(), "", 0.5))
    use = world.dice.choice([finish.close_incident, finish.try_to_close])
    return _on_one(world, f"close {ending}", use, ending, by=by)


def _reopen(world: World, by: str) -> Act:
    return _on_one(world, "reopen", finish.reopen_incident, world.words(), by=by)


def _ready(world: World, by: str) -> Act:
    return _on_one(world, "post-mortem ready", write_postmortem.finish_postmortem, by=by)


def _merge(world: World, by: str) -> Act:
    return _on_one(world, "merge", finish.merge_incidents, world.number(), by=by)


def _undo(world: World, by: str) -> Act:
    """Mostly who declared last does."""
    number, by = world.dice.choice([(world.count, world.last_by), (world.number(), by)])
    return _pressed(world, f"inc-{number} undo", undo_declaration, number, by=by)


def _private(world: World, by: str) -> Act:
    stay = world.dice.random() < 0.5
    return _on_one(world, "make private", keep_private.make_private, world.people(), by=by, with_members=stay)


def _allow(world: World, by: str) -> Act:
    return _on_one(world, "allow", keep_private.entitle, world.people(), by=by)


def _look(world: World, by: str) -> Act:
    by = world.dice.choice([by, "U2", "U2"])
    return _on_one(world, "look inside", keep_private.look_inside, world.words(), by=by)


def _join(world: World, by: str) -> Act:
    return _on_one(world, "join", join_incident, by=by)


def _note(world: World, by: str) -> Act:
    kind = world.dice.randrange(3)
    if kind == 0:
        return _on_one(world, "add note", write_notes.add_note, world.words(), world.moment(), by=by)
    if kind == 1:
        return _on_one(world, "change note", write_notes.change_note, world.note(), world.words(), by=by)
    return _on_one(world, "remove note", write_notes.remove_note, world.note(), by=by)


def _told(world: World, by: str) -> Act:
    if world.updates and world.dice.random() < 0.7:
        number, note = world.updates[-1]
        use, said = messages.withdraw_update, f"inc-{number} withdraw"
        return _pressed(world, said, use, number, note, by=by)
    return _on_one(world, "tell", messages.tell_message, world.note(), by=by)


def _message(world: World, by: str) -> Act:
    """Somebody reacts to a message in the channel, writes it anew, or deletes it."""
    channel, ts = world.channel(), f"{world.dice.randrange(4)}.0001"
    known = [note for note in world.notes if note.startswith(channel)]
    if known:
        ts = world.dice.choice(known).partition("/")[2]
    marks: tuple[Callable[..., None], ...] = (
        messages.follow_mark,
        messages.follow_unmark,
        messages.follow_call,
        messages.follow_recall,
    )
    edit = partial(messages.follow_edit, words="Mended.")
    ways: list[Callable[..., None]] = [*marks, messages.follow_deletion, edit]
    does = world.dice.choice(ways)
    said = f"{getattr(does, '__name__', 'edit')} {channel}/{ts}"
    return Act(said, lambda unit: does(unit, channel, ts, by=by), pressed=False)


def _in_slack(world: World, by: str) -> Act:
    """Somebody does something to the channel."""
    channel, yes = world.channel(), world.dice.random() < 0.5
    name = f"20261120-{world.dice.randrange(9)}"
    deeds: dict[str, Callable[[Unit], object]] = {
        "person": lambda unit: channels.follow_person(unit, channel, by, inside=yes),
        "rename": lambda unit: channels.follow_rename(unit, channel, name),
        "convert": lambda unit: channels.follow_conversion(unit, channel, by, private=yes),
        "share": lambda unit: channels.follow_sharing(unit, channel, "T2", shared=yes),
        "archive": lambda unit: follow_end.follow_archive(unit, channel, by),
        "unarchive": lambda unit: follow_end.follow_unarchive(unit, channel, by),
        "delete": lambda unit: follow_end.follow_loss(unit, channel, by, "deleted"),
        "remove": lambda unit: follow_end.follow_loss(unit, channel, by, "removed"),
        "return": lambda unit: follow_end.follow_return(unit, channel, by),
    }
    word = world.dice.choices(list(deeds), [8, 1, 1, 1, 2, 4, 1, 1, 3])[0]
    return Act(f"{word} {channel} {yes} by {by}", deeds[word], pressed=False)


def _channel(world: World, by: str) -> Act:
    use = world.dice.choice([end_channel.keep_channel, end_channel.ask_for_channel])
    return _on_one(world, use.__name__, use, by=by)


def _snooze(world: World, by: str) -> Act:
    return _on_one(world, "snooze", snooze, world.dice.choice(["30", MORNING, "9"]), by=by)


def _retry(world: World, by: str) -> Act:
    return _on_one(world, "retry", retry_delivery, world.dice.choice([*world.failed, 1]), by=by)


def _on_one(world: World, said: str, use: Callable[..., Any], *args: Any, by: str, **more: Any) -> Act:
    number = world.number()
    return _pressed(world, f"inc-{number} {said}", use, number, *args, by=by, **more)


def _pressed(world: World, said: str, use: Callable[..., Any], *args: Any, by: str, **more: Any) -> Act:
    bound = partial(_call, use, *args, by=by, press=world.press(), **more)
    return Act(f"{said} by {by}", bound)


def _call(use: Callable[..., Any], *args: Any, **more: Any) -> Any:
    *rest, unit = args
    return use(unit, *rest, **more)


Maker = Callable[[World, str], Act]

CHANCES: dict[Maker, int] = {
    _open: 1,
    _critical: 1,
    _update: 10,
    _edit: 2,
    _repeat: 1,
    _answer: 1,
    _roles: 4,
    _take: 3,
    _key_events: 4,
    _close: 8,
    _reopen: 6,
    _ready: 1,
    _merge: 2,
    _undo: 2,
    _private: 1,
    _allow: 2,
    _look: 2,
    _join: 3,
    _note: 6,
    _told: 3,
    _message: 8,
    _in_slack: 12,
    _channel: 2,
    _snooze: 2,
    _retry: 2,
}
MAKERS, WEIGHTS = list(CHANCES), list(CHANCES.values())


def kept(answer: object) -> Incident | None:
    """Give the incident that a use case says it has kept."""
    return answer if isinstance(answer, Incident) else getattr(answer, "incident", None)
