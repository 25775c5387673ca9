"""Whom a token stands for."""

from dataclasses import dataclass

from bot.sandbox.slack.api.errors import SlackError


@dataclass(frozen=True)
class Caller:
    """The kind is that of the token: bot, user or app; the user is empty for an app token."""

    kind: str
    user: str
    scopes: frozenset[str]

    def need(self, scopes: tuple[str, ...]) -> None:
        """One of these scopes must be among the granted ones."""
        if self.scopes.isdisjoint(scopes):
            provided = ",".join(sorted(self.scopes))
            raise SlackError("missing_scope", needed=",".join(scopes), provided=provided)
