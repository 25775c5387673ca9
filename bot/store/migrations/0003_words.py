"""The words by which incidents are found: each engine has its own kind of table for them."""

from peewee import PostgresqlDatabase

POSTGRES = (
    "CREATE TABLE incident_words (incident_id INTEGER PRIMARY KEY REFERENCES incident (id) ON DELETE CASCADE, "
    "words TSVECTOR NOT NULL)",
    "CREATE INDEX incident_words_words ON incident_words USING gin (words)",
)
SQLITE = ("CREATE VIRTUAL TABLE incident_words USING fts5(words, tokenize = 'ascii')",)


def up(migrator, db):
    for statement in POSTGRES if isinstance(db, PostgresqlDatabase) else SQLITE:
        db.execute_sql(statement)


def down(migrator, db):
    db.execute_sql("DROP TABLE incident_words")
