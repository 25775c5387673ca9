"""What an incident's channel is told of its post-mortem."""

from collections.abc import Sequence

from bot.domain.events import PostmortemLost, PostmortemReady, PostmortemRefused
from bot.domain.incident import Incident
from bot.domain.postmortem import Home, Postmortem
from bot.domain.rules.roles import COMMANDER
from bot.views import blocks as b
from bot.views.postmortem import buttons, window
from bot.views.postmortem.facts import Fact
from bot.views.postmortem.sentences import NAMES, WHERE, link
from bot.views.words import fit, person
from bot.views.work import menu
from bot.views.work.card import TAKE_ROLE

Told = PostmortemRefused | PostmortemLost | PostmortemReady
"""What is told once; that it was made is a message that stays true."""


def begun(incident: Incident, there: Postmortem) -> b.Block:
    """Say where it is, what is in it, and whose it is to write."""
    said = f"The {link(there, 'post-mortem')} of {incident.ref} is here: {WHERE[there.home]}."
    filled = "The timeline, people, times and impact are filled in."
    rows = [b.section(f"{said} {filled} {_writer(incident)}"), b.actions(*_buttons(incident))]
    return b.message(f"The post-mortem of {incident.ref} is here.", rows)


def follows(incident: Incident) -> b.Block:
    """Tell who asked for a file that it comes here."""
    return b.message(f"The post-mortem of {incident.ref} as a file:")


def render(incident: Incident, event: Told) -> b.Block:
    match event:
        case PostmortemReady():
            return _ready(incident, event)
        case PostmortemRefused():
            why = fit(event.reason, 500)
            where = WHERE[incident.postmortem.home] if incident.postmortem else WHERE[Home.FILE]
            return b.message(
                f"The post-mortem of {incident.ref} becomes {where}: {NAMES[Home(event.home)]} would not "
                f"have it. {why}"
            )
        case PostmortemLost():
            text = f"Somebody deleted the post-mortem of {incident.ref}."
            kept = "Its text is kept here: Export gives it, Start it anew writes it again."
            pressed = b.actions(buttons.start(incident, "Start it anew"), buttons.export(incident))
            return b.message(text, [b.section(f"{text} {kept}"), pressed])


def later(incident: Incident, told: Sequence[Fact]) -> b.Block:
    """Offer what it does not tell, as people write in it themselves."""
    if not told:
        return b.message(f"The post-mortem of {incident.ref} tells all that happened.")
    text = f"The post-mortem of {incident.ref}: {window.count(told)}."
    show = menu.button(incident, "Show", buttons.WORD)
    return b.message(text, [b.section(text), b.actions(buttons.append(incident), show)])


def _ready(incident: Incident, event: PostmortemReady) -> b.Block:
    who = person(event.by) if event.by or not event.where else fit(event.where, 100)
    text = f"The post-mortem of {incident.ref} is ready, says {who}."
    if incident.is_closed:
        return b.message(text)
    close = b.actions(menu.button(incident, "Close", "close"), *buttons.go(incident, "Read it"))
    return b.message(text, [b.section(text), close])


def _writer(incident: Incident) -> str:
    if incident.postmortem_ready:
        return "It is ready to be read."
    commander = incident.holder(COMMANDER)
    if commander:
        return f"{person(commander)} led {incident.ref}: please add what was learnt, then press It is ready."
    return "Nobody leads it: who takes it adds what was learnt, then presses It is ready."


def _buttons(incident: Incident) -> list[b.Block]:
    says = f"Take command of {incident.ref}, and write its post-mortem"
    value = f"{incident.id}:{COMMANDER}"
    vacant = not (incident.holder(COMMANDER) or incident.is_closed or incident.postmortem_ready)
    take = [b.button("I'll do it", f"{TAKE_ROLE}:{COMMANDER}", value, says=says)] if vacant else []
    ready = [] if incident.postmortem_ready else [buttons.ready(incident)]
    return [*buttons.go(incident), *take, *ready, menu.button(incident, "Post-mortem", buttons.WORD)]
