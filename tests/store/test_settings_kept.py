"""The settings are read once in a transaction, and whoever changes them sees what they made of them."""

from typing import Any

from bot.store import taxonomy
from bot.store.tables import TaxonomyEntry


def _renamed(name: str) -> dict[str, dict[str, Any]]:
    document = taxonomy.document()
    key = next(iter(document["categories"]))
    document["categories"][key]["name"] = name
    return document


def _names() -> set[str]:
    return {category.name for category in taxonomy.load().categories.values()}


def test_a_change_is_seen_in_its_own_transaction_and_in_the_next(do: Any) -> None:
    def change(_: Any) -> tuple[bool, bool]:
        before = "Space" in _names()
        taxonomy.replace(_renamed("Space"))
        return before, "Space" in _names()

    assert do(change) == (False, True)
    assert do(lambda _: "Space" in _names())


def test_who_waited_for_the_settings_reads_what_the_other_wrote(do: Any) -> None:
    """What was read before the lock may be older than what the lock waited for."""

    def change(_: Any) -> tuple[bool, bool]:
        before = "Space" in _names()
        key, said = next(iter(_renamed("Space")["categories"].items()))
        is_it = (TaxonomyEntry.section == "categories") & (TaxonomyEntry.key == key)
        TaxonomyEntry.update(said=said).where(is_it).execute()
        taxonomy.lock()
        return before, "Space" in _names()

    assert do(change) == (False, True)
