"""The kinds of database: how each is worked on by threads, and what each can lock."""
