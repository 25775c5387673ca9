"""What people do in Confluence itself: `POST /sandbox/act` with `"do": "confluence"`.

{"user": "ben", "do": "confluence", "page": "On-call", "body": "<p>By hand</p>"}
To a page or a folder, by id or title, any of these at once: restore {true}; title, body {in storage format},
append {more of it}, message: a new version; label, unlabel {text or list}; move {to: title or id, or null};
restrict {names who alone see it, or null}; delete {true}
Else: create {title, space, parent, body, labels, kind}; set {search_lag_ms, is_read_only}
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.confluence import rules
from bot.sandbox.confluence.errors import ApiError
from bot.sandbox.confluence.site import Site
from bot.sandbox.confluence.state import content as shown
from bot.sandbox.confluence.world import Content, Space, World
from bot.sandbox.errors import Refusal
from bot.sandbox.jira.world.setup import User
from bot.sandbox.world import Json, Person

WRITING = ("title", "body", "append", "message")


@dataclass(frozen=True)
class Act:
    site: Site
    user: User
    body: Json

    @property
    def world(self) -> World:
        return self.site.world

    def found(self, named: Any) -> Content:
        """By id, else by title; what stands wins over what was thrown away."""
        wanted = str(named).casefold()
        known = [one for one in self.world.contents.values() if one.is_seen_by(self.user)]
        by_title = sorted(
            (one for one in known if one.title.casefold() == wanted), key=lambda one: one.status
        )
        for one in (*(one for one in known if one.id == named), *by_title):
            return one
        raise Refusal(f"{self.user.display} sees nothing called {named!r} in Confluence.")

    def space(self, key: Any) -> Space:
        """The first one where none is named."""
        one = self.world.space(str(key)) if key else next(iter(self.world.spaces.values()), None)
        if one is None:
            raise Refusal(f"Confluence has no space {key!r}.")
        return one


def act(site: Site, person: Person, body: Json) -> Json:
    """Do it as this person; the answer shows the page that it was about."""
    user = next((one for one in site.world.users.values() if one.email == person.email), None)
    if user is None:
        raise Refusal(f"{person.name} has no account in Confluence.")
    try:
        about = _done(Act(site, user, body))
    except ApiError as error:
        raise Refusal(f"Confluence refuses: {error.words}") from None
    site.touch()
    return {"ok": True, "page": shown(site, about) if about else None}


def _done(act: Act) -> Content | None:
    if "set" in act.body:
        act.site.switches.change(act.body["set"])
        return None
    if "create" in act.body:
        return _create(act, act.body["create"])
    one = act.found(act.body.get("page"))
    wishes = [does for key, does in DOES.items() if key in act.body]
    if not wishes and not any(key in act.body for key in WRITING):
        raise Refusal(f"To a page people do {', '.join((*DOES, *WRITING))}.")
    _write(act, one)
    for does in wishes:
        does(act, one)
    return one


def _create(act: Act, said: Any) -> Content:
    if not isinstance(said, dict):
        raise Refusal(f'"create" must be an object, not {said!r}.')
    kind = said.get("kind", "page")
    if kind not in {"page", "folder"}:
        raise Refusal(f'"kind" must be page or folder, not {kind!r}.')
    home = act.space(said.get("space"))
    parent = act.found(said["parent"]).id if said.get("parent") else home.homepage or None
    title, body = str(said.get("title") or ""), str(said.get("body") or "")
    one = rules.create(act.site, act.user, home, title, body, parent, kind)
    for name in _many(said.get("labels") or []):
        rules.label(act.site, one, name)
    return one


def _write(act: Act, one: Content) -> None:
    """One new version for all that is written at once."""
    said = act.body
    if not any(key in said for key in WRITING):
        return
    body = str(said.get("body", one.now.body)) + str(said.get("append", ""))
    title, message = str(said.get("title", one.title)), str(said.get("message", ""))
    rules.rewrite(act.site, act.user, one, title, body, message)


def _many(said: Any) -> list[str]:
    return [str(each) for each in said] if isinstance(said, list) else [str(said)]


def _restore(act: Act, one: Content) -> None:
    if one.status != "trashed":
        raise Refusal(f"{one.title} is not in the trash.")
    rules.restore(act.site, one)


def _label(act: Act, one: Content) -> None:
    for name in _many(act.body["label"]):
        rules.label(act.site, one, name)


def _unlabel(act: Act, one: Content) -> None:
    for name in _many(act.body["unlabel"]):
        rules.unlabel(act.site, one, name)


def _move(act: Act, one: Content) -> None:
    to = act.body["move"]
    rules.move(act.site, one, None if to is None else act.found(to).id)


def _restrict(act: Act, one: Content) -> None:
    """Who does it keeps seeing it."""
    names = act.body["restrict"]
    if names is None:
        one.seen_by = None
        return
    known = {user.name: user.id for user in act.world.users.values()}
    if strange := [name for name in _many(names) if name not in known]:
        raise Refusal(f"Confluence knows nobody called {', '.join(strange)}.")
    one.seen_by = frozenset({act.user.id, *(known[name] for name in _many(names))})


def _delete(act: Act, one: Content) -> None:
    if act.body["delete"] is True:
        rules.trash(act.site, one)


DOES: dict[str, Callable[[Act, Content], None]] = {
    "restore": _restore,
    "label": _label,
    "unlabel": _unlabel,
    "move": _move,
    "restrict": _restrict,
    "delete": _delete,
}
"""In the order in which they are done."""
