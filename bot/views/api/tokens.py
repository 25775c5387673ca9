"""Tokens in the settings: who has which right, the form for a new one, and its secret, shown this once."""

import json
from collections.abc import Sequence

from bot.domain.tokens import MOST, Right, Token
from bot.views import blocks as b
from bot.views import entered
from bot.views.words import bold, escape, fit, listed, moment, person

NAME = "tokens"
TITLE = "API tokens"
MAKE = "make_token"
REVOKE = "revoke_token"
CALLBACK = "make_token_form"
SHOWN = 80
MAY = {
    Right.DECLARE: "declare incidents",
    Right.READ: "read incidents",
    Right.UPDATE: "update and close incidents",
    Right.ALERTS: "tell of alerts",
    Right.PRIVATE: "see private incidents too",
}


def blocks(tokens: Sequence[Token]) -> list[b.Block]:
    says = "By these, programs work with incidents over HTTP. What one does stands under its name."
    rows = [b.section(f"*{TITLE}*\n{says}"), b.actions(b.button("Make a token", MAKE, style="primary"))]
    if not tokens:
        rows.append(b.context("Nothing yet."))
    hidden = len(tokens) - SHOWN
    more = [b.context(f"and {hidden} more")] if hidden > 0 else []
    return [*rows, *map(_row, tokens[:SHOWN]), *more]


def form(behind: str) -> b.Block:
    options = [b.option(f"{may[:1].upper()}{may[1:]}", str(right)) for right, may in MAY.items()]
    name = b.text_field("name", most=MOST, example="grafana")
    rows = [
        b.entry("name", "Who will use it", name, hint="Letters, digits, dots, - and _."),
        b.entry("rights", "It may", b.checkboxes("rights", options)),
    ]
    memory = json.dumps({"behind": behind})
    return b.modal("Make a token", rows, callback=CALLBACK, submit="Make it", close="Cancel", memory=memory)


def parse(view: entered.View) -> tuple[str, tuple[str, ...], str]:
    """Give its name, its rights, and the list below."""
    behind = str(entered.memory(view)["behind"])
    return entered.typed(view, "name").strip(), entered.several(view, "rights"), behind


def made(name: str, secret: str) -> b.Block:
    """The secret is shown here and nowhere else, ever."""
    if not secret:
        said = "It was made already, and its secret is shown only once. Revoke it and make another one."
        return b.modal("API token", [b.section(f"{bold(escape(name))}: {said}")])
    rows = [
        b.section(f"The token {bold(escape(name))} is there. Copy its secret now: nobody can see it again."),
        b.section(f"```{escape(secret)}```"),
        b.context("Programs send it with each request: `Authorization: Bearer` and the secret."),
    ]
    return b.modal("API token", rows, close="Done")


def _row(token: Token) -> b.Block:
    may = listed(MAY[right] for right in Right if right in token.rights)
    used = f"used {moment(token.used_at)}" if token.used_at else "never used"
    by = f"made by {person(token.made_by)}, {moment(token.made_at)}"
    press = b.button("Revoke", REVOKE, token.name, style="danger", says=f"Revoke the token {token.name}")
    revoke = b.asking(press, f"Revoke {token.name}", "Whoever uses it can do nothing any more.", "Revoke")
    return b.section(f"{bold(fit(token.name, 60))}  may {may}\n{used} · {by}", revoke)
