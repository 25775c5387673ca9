"""Who people are in other systems: whom nobody knows, and the form in which an admin says it."""

import json

from bot.domain.systems.accounts import Tie, Ties
from bot.views import blocks as b
from bot.views import entered
from bot.views.systems.standings import called
from bot.views.words import fit, listed, person

NAME = "accounts"
TITLE = "People in other systems"
LINK = "link_account"
UNLINK = "unlink_account"
SEARCH = "search_accounts"
CALLBACK = "link_account_form"


def blocks(ties: Ties) -> list[b.Block]:
    head = "They are known by the e-mail address that Slack has. Where that is wrong, say who they are."
    rows = [b.section(f"*{TITLE}*\n{head}")]
    if not ties.known:
        nobody = "No other system has named its people yet. Each does so once it is connected."
        return [*rows, b.section(nobody), *_doubts(ties)]
    rows += [b.section("\n".join(_count(*one) for one in ties.known.items()))]
    rows += [b.actions(b.button("Link an account", LINK))]
    if ties.nobody_count:
        rows.append(b.section(f"*Nobody here ({ties.nobody_count})*"))
        rows += [
            b.section(_account(one), b.button("Link", f"{LINK}:one", _value(one))) for one in ties.nobody
        ]
    if ties.by_hand:
        rows.append(b.section("*Linked by hand*"))
        rows += [b.section(_linked(one), b.button("Unlink", UNLINK, _value(one))) for one in ties.by_hand]
    return [*rows, *_doubts(ties)]


def form(behind: str, chosen: Tie | None) -> b.Block:
    option = _option(chosen) if chosen else None
    account = b.type_ahead(SEARCH, example="A name or an address", chosen=option)
    who = b.person_select("person", example="Somebody in Slack")
    rows = [b.entry("account", "Account", account), b.entry("person", "Belongs to", who)]
    memory = json.dumps({"behind": behind})
    return b.modal("Link an account", rows, callback=CALLBACK, submit="Save", close="Cancel", memory=memory)


def options(found: list[Tie]) -> list[b.Block]:
    return [_option(one) for one in found]


def parse(view: entered.View) -> tuple[str, str, str, str]:
    """Give source, key and person, and the list below."""
    source, key = account_of(entered.chosen(view, "account"))
    return source, key, entered.person(view, "person"), str(entered.memory(view)["behind"])


def account_of(value: str) -> tuple[str, str]:
    source, _, key = value.partition(" ")
    return source, key


def _doubts(ties: Ties) -> list[b.Block]:
    """What keeps people here from being known anywhere."""
    lines = []
    if ties.shared:
        lines.append(f":warning: Several people have {listed(fit(one, 80) for one in ties.shared)}.")
    if ties.without:
        lines.append(f":warning: Slack shows no address of {listed(map(person, ties.without))}.")
    cure = "They are known nowhere else until an admin links their accounts."
    return [b.section("\n".join([*lines, cure]))] if lines else []


def _count(source: str, counts: tuple[int, int]) -> str:
    known, count = counts
    return f"*{_called(source)}* · {known} of {count} accounts are somebody here"


def _account(tie: Tie) -> str:
    address = fit(tie.account.email, 100) if tie.account.email else "no address"
    return f"{_called(tie.source)} · {fit(tie.account.name, 100)}, {address}"


def _linked(tie: Tie) -> str:
    return f"{_account(tie)} · is {person(tie.person)}"


def _option(tie: Tie) -> b.Block:
    return b.option(f"{called(tie.source)}: {tie.account.name} {tie.account.email}", _value(tie))


def _called(source: str) -> str:
    return fit(called(source), 60)


def _value(tie: Tie) -> str:
    return f"{tie.source} {tie.account.key}"
