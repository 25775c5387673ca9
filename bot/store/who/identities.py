"""One person over all systems: by e-mail address, or as somebody set it by hand."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.domain.people import same_address
from bot.store.tables import Identity
from bot.store.who import people
from bot.store.who.rows import tuples


def keys(source: str, persons: Iterable[str]) -> dict[str, str]:
    """Give how `source` calls these people; who is not known there is missing."""
    ours = (Identity.source == source) & Identity.person.in_(list(persons))
    return dict(tuples(Identity.select(Identity.person, Identity.key).where(ours)))


def persons(source: str, theirs: Iterable[str]) -> dict[str, str]:
    """Give who these are whom `source` calls so; who is not known here is missing."""
    known = (Identity.source == source) & Identity.key.in_(list(theirs))
    return dict(tuples(Identity.select(Identity.key, Identity.person).where(known)))


def match(source: str, emails: Mapping[str, str]) -> int:
    """Take over a page of their people, id -> e-mail address; give how many are somebody here.

    What was set by hand stays, for the person as for their id. An address that several have, here or there,
    is nobody's; who was known by an address that is theirs no more is known no more.
    """
    counts = Counter(map(same_address, emails.values()))
    found = people.by_email(email for email, count in counts.items() if count == 1)
    wanted = {
        key: found[same_address(email)] for key, email in emails.items() if same_address(email) in found
    }
    taken = _by_hand(source)
    free = {
        key: person for key, person in wanted.items() if key not in taken.values() and person not in taken
    }
    _forget(source, emails.keys() - free.keys())
    have = persons(source, free)
    fresh = {key: person for key, person in free.items() if have.get(key) != person}
    if fresh:
        stale = Identity.key.in_(list(fresh)) | Identity.person.in_(list(fresh.values()))
        Identity.delete().where((Identity.source == source) & stale).execute()
        rows = [{"source": source, "person": person, "key": key} for key, person in fresh.items()]
        Identity.insert_many(rows).on_conflict_ignore().execute()
    return len(free)


def set_by_hand(source: str, person: str, key: str) -> None:
    """This is who they are there, whatever addresses say; an empty key takes it back."""
    same = (Identity.person == person) | (Identity.key == key)
    Identity.delete().where((Identity.source == source) & same).execute()
    if key:
        Identity.insert(source=source, person=person, key=key, by_hand=True).execute()


def _forget(source: str, theirs: Iterable[str]) -> None:
    known_by_address = (Identity.source == source) & ~Identity.by_hand
    Identity.delete().where(known_by_address & Identity.key.in_(list(theirs))).execute()


def _by_hand(source: str) -> dict[str, str]:
    rows = Identity.select(Identity.person, Identity.key)
    return dict(tuples(rows.where((Identity.source == source) & Identity.by_hand)))
