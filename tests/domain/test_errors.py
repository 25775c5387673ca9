"""What a person hears."""

from bot.domain.errors import UserError


def test_what_to_type_is_said_as_the_command_is_called_here() -> None:
    """Also under the fields of a form; what is no command of ours stays as it is."""
    said = "inc-3 is closed: `/incident reopen inc-3` brings it back, see docs/incident x."
    heard = UserError(said, {"message": said}).under("/fire")
    assert heard.sentence == "inc-3 is closed: `/fire reopen inc-3` brings it back, see docs/incident x."
    assert heard.fields == {"message": heard.sentence}
