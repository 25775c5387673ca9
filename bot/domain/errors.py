"""The three ways in which something cannot be done.

FirebellError
  UserError        a person can mend it: the words say how
  TransientError   the same again, later, may work
  PermanentError   it never will: give up and say so
"""

from collections.abc import Mapping


class FirebellError(Exception):
    """The root: something was asked for and is not done."""


class UserError(FirebellError):
    """What a person must hear: one sentence, or one for each field of the form that they filled in.

    `fields` maps the form's field names (domain.opening.Form's) to the sentence that stands under each.
    What to type stands in a sentence as `/incident reopen inc-7`, whatever the command is called here.
    """

    def __init__(self, sentence: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = dict(fields or {})

    def under(self, command: str) -> "UserError":
        """Give the same for where people know Firebell by this command."""
        fields = {name: with_command(command, sentence) for name, sentence in self.fields.items()}
        return UserError(with_command(command, self.sentence), fields)


def with_command(command: str, sentence: str) -> str:
    """Name the command as it is called here where the sentence says `/incident ...`."""
    return sentence.replace("`/incident ", f"`{command} ")


class TransientError(FirebellError):
    """The other side did not do it now.

    `retry_after`: seconds that it told us to wait, if it did. `unsure`: seconds in which it may still do it.
    """

    def __init__(self, reason: str, *, retry_after: float | None = None, unsure: float = 0) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.unsure = unsure


class PermanentError(FirebellError):
    """The other side refuses. `code` is its own word for why, such as Slack's `restricted_action`."""

    def __init__(self, reason: str, *, code: str = "") -> None:
        super().__init__(reason)
        self.code = code
