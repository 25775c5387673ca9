"""How often something was told of, so that what is told while it is being read is read too."""

from peewee import IntegerField


def up(migrator, db):
    migrator.migrate(migrator.add_column('catalog_news', 'told', IntegerField(default=1)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('catalog_news', 'told'))
