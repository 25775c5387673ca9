"""What is told while it is being read is read too."""

from bot.store.catalog import news
from bot.store.database import Database
from bot.usecases.catalog import hear_news
from bot.usecases.unit import Unit


def tell(_unit: Unit) -> None:
    news.add("pagerduty", "services", "P1")


def test_what_is_told_while_it_is_read_is_not_taken_for_read(db: Database[Unit]) -> None:
    db.write_now(tell)
    (read,) = db.read_now(news.waiting, "pagerduty")
    db.write_now(tell)
    db.write_now(hear_news.end_news, read)
    (again,) = db.read_now(news.waiting, "pagerduty")
    assert (again.id, again.told) == (read.id, 2)
    db.write_now(hear_news.end_news, again)
    assert db.read_now(news.waiting, "pagerduty") == []
