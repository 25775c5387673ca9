"""The mapping file as it could be read last: by that the catalog is kept while the file is wrong."""

from dataclasses import dataclass

from bot.store import tables


@dataclass(frozen=True)
class Kept:
    """`text` is empty as long as none could be read."""

    text: str = ""
    creates_missing: bool = True
    deletes_dependents: bool = True


def last() -> Kept:
    row = tables.CatalogFile.get_or_none()
    return Kept(row.text, row.creates_missing, row.deletes_dependents) if row else Kept()


def keep(found: Kept) -> None:
    tables.CatalogFile.delete().execute()
    tables.CatalogFile.insert(**vars(found)).execute()
