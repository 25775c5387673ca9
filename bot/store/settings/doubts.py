"""What the settings name and Slack does not have, so that nothing comes of it."""

from bot.domain.checkup import Finding, fault, note, sound
from bot.domain.taxonomy import Taxonomy
from bot.store import taxonomy
from bot.store.oncall import doubts
from bot.store.settings import known, permissions
from bot.store.settings.permissions import Gap
from bot.store.who import directory

SETTINGS = "settings"
PLACE = "Settings, Critical without a form"


def present() -> list[Finding]:
    words = taxonomy.load()
    gaps = map(_gap, permissions.gaps(words))
    found = [*_major(words), *_usergroups(words), *gaps, *_tags(words), *doubts.present(words)]
    return found or [sound(SETTINGS, "Every usergroup and channel that they name exists.")]


def _major(words: Taxonomy) -> list[Finding]:
    """Without it what is declared without a form is of any category, and may invite nobody."""
    category = words.categories.get(words.major.get("category") or "")
    if category is None:
        cure = f"Choose a category under {PLACE}."
        return [fault(SETTINGS, f"Nobody said what a critical incident without a form is. {cure}")]
    worst = min(words.priorities.values(), key=lambda one: one.rank)
    if category.private or words.major.get("usergroup") or words.responders(category.key, worst.key):
        return []
    said = "A critical incident without a form invites nobody: no usergroup is named for it."
    return [fault(SETTINGS, f"{said} Name one under {PLACE}.")]


def _usergroups(words: Taxonomy) -> list[Finding]:
    if directory.is_unread():
        return [note(SETTINGS, "Slack's usergroups were not read yet: `firebell sync usergroups` does it.")]
    named = _named(words)
    there = known.handles(named)
    return [_missing(handle, place) for handle, place in named.items() if handle.lower() not in there]


def _missing(handle: str, place: str) -> Finding:
    """What is declared in a hurry is to reach those whom it names."""
    said = f"Slack has no usergroup @{handle}, which {place} names: it calls nobody."
    return fault(SETTINGS, f"{said} Name another there.") if place == PLACE else note(SETTINGS, said)


def _gap(gap: Gap) -> Finding:
    """Where nobody but admins is left, that is to be mended: people count on somebody being there."""
    gone = [f"Slack has no usergroup @{one}" for one in gap.gone]
    said = " and ".join([*gone, *(f"nobody who could is in @{one}" for one in gap.empty)])
    if gap.deserted:
        cure = "Name another usergroup under Settings, Permissions, or none."
        return fault(SETTINGS, f"Only admins can {gap.deed}: {said}. {cure}")
    return note(SETTINGS, f"{said[:1].upper()}{said[1:]}, which Permissions names to {gap.deed}.")


def _named(words: Taxonomy) -> dict[str, str]:
    """Give the usergroups that are named, each with the first place."""
    major = words.major.get("usergroup")
    places = [
        *([(major, PLACE)] if major else []),
        *(
            (one, f"the category {said.name}")
            for said in words.categories.values()
            for one in said.responders
        ),
        *((one, "Invited widely") for one in words.invited),
        *((one, "Admins") for one in words.admins),
        *((one, "Who may break the glass") for one in words.break_glass),
        *((said.usergroup, f"the call {said.name}") for said in words.sos.values() if said.usergroup),
    ]
    return {handle: place for handle, place in reversed(places) if not handle.startswith("#")}


def _tags(words: Taxonomy) -> list[Finding]:
    """A tag that was never looked for is not known to be missing."""
    ids = directory.tagged_ids()
    return [
        note(SETTINGS, f"Slack has no channel #{name}, which the tag {tag} names: nothing is posted there.")
        for tag, name in words.tags.items()
        if ids.get(tag) == ""
    ]
