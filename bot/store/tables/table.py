"""What every table is."""

from peewee import Model

from bot.store.engine.current import CURRENT


class Table(Model):
    class Meta:
        database = CURRENT
        legacy_table_names = False
