"""The yardstick of alerts: a bare aiohttp handler with a bare insert, which keeps each key once."""

import os
import sqlite3

from aiohttp import web

database = sqlite3.connect("alerts.db", isolation_level=None)
database.executescript("PRAGMA journal_mode = wal; CREATE TABLE raised (key TEXT PRIMARY KEY, said TEXT)")


async def hear(request: web.Request) -> web.Response:
    said = await request.json()
    row = (said["groupKey"], await request.text())
    new = database.execute("INSERT OR IGNORE INTO raised VALUES (?, ?)", row).rowcount
    return web.json_response({"ref": said["groupKey"], "is_new": bool(new)})


app = web.Application()
app.router.add_post("/api/alerts/alertmanager", hear)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None, access_log=None)
