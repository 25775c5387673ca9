"""What is told below an announcement waits for a channel as that does, and is not due for ever."""

REPLIES = "('reply_update', 'withdraw_reply', 'correct_reply')"


def up(migrator, db):
    db.execute_sql(
        "UPDATE delivery SET needs = 'channel' "
        f"WHERE state = 'waiting' AND needs IS NULL AND effect IN {REPLIES} AND EXISTS ("
        "SELECT 1 FROM delivery AS ahead WHERE ahead.subject = delivery.subject "
        "AND ahead.effect = 'announce' AND ahead.state = 'waiting' AND ahead.needs = 'channel')"
    )


def down(migrator, db):
    db.execute_sql(
        f"UPDATE delivery SET needs = NULL WHERE state = 'waiting' AND needs = 'channel' AND effect IN {REPLIES}"
    )
