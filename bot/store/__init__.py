"""What is kept: tables, queries and migrations. The only package that knows peewee."""
