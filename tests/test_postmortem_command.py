"""`firebell postmortem` prints what is known, also of what nobody wrote about yet."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from harness import FORM

from bot.commands.database import database
from bot.commands.postmortem import postmortem
from bot.domain.errors import UserError
from bot.usecases.open_incident import open_incident


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/firebell.db"
    with database(url) as db:
        db.write_now(open_incident, FORM, by="U1", press="p1")
    return url


def run(url: str, *args: str) -> str:
    ended = CliRunner(env={"DATABASE_URL": url}).invoke(postmortem, args, catch_exceptions=False)
    assert ended.exit_code == 0
    return ended.output


def test_it_is_printed_as_markdown(url: str) -> None:
    said = run(url, "inc-1")
    assert said.startswith("# inc-1 Post-mortem: Checkout is down\n")
    assert run(url, "1") == said


@pytest.mark.parametrize(("typed", "refusal"), [("inc-9", "There is no inc-9"), ("x", "names no incident")])
def test_what_is_none_is_told(url: str, typed: str, refusal: str) -> None:
    with pytest.raises(UserError, match=refusal):
        run(url, typed)
