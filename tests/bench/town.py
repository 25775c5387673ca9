"""A workspace as large as they come: 5,000 people, 500 channels, 10,000 messages."""

import json
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

PEOPLE = 5_000
CHANNELS = 500
MESSAGES = 10_000
GROUPS = 200
BUSY = "room-001"
"""Half of all messages stand in one channel."""
ZONES = ("Europe/Lisbon", "Europe/Paris", "America/New_York", "Asia/Kolkata")
MOST_IN_ROOM = 40

Json = dict[str, Any]


def seed_file(folder: Path) -> Path:
    """Write the seed file, and give its place."""
    path = folder / "town.json"
    path.write_text(json.dumps(_town()), encoding="utf-8")
    return path


def crowd_file(folder: Path, count: int, sizes: Sequence[int] = ()) -> Path:
    """Write a seed file of so many people, who are nowhere and say nothing, and give its place.

    sizes: of the usergroups that they belong to.
    """
    people = [
        _person(f"person{number:06}", zone) for number, zone in zip(range(count), cycle(ZONES), strict=False)
    ]
    path = folder / f"crowd-{count}.json"
    general: Json = {"name": "general", "is_general": True}
    names = [str(one["name"]) for one in people]
    groups = [
        {"handle": f"group-{number:03}", "name": f"Group {number}", "users": names[number * 7 :][:size]}
        for number, size in enumerate(sizes)
    ]
    team = {"name": "Crowd", "domain": "crowd"}
    crowd = {"team": team, "people": people, "channels": [general], "usergroups": groups}
    path.write_text(json.dumps(crowd), encoding="utf-8")
    return path


def _town() -> Json:
    names = [f"person{number:04}" for number in range(PEOPLE)]
    return {
        "team": {"name": "Town", "domain": "town"},
        "people": [_person(*each) for each in zip(names, cycle(ZONES), strict=False)],
        "usergroups": [
            {"handle": f"group-{number:03}", "name": f"Group {number}", "users": names[number * 20 :][:20]}
            for number in range(GROUPS)
        ],
        "channels": [_channel(number, names) for number in range(CHANNELS)],
    }


def _person(name: str, zone: str) -> Json:
    real = f"{name.capitalize()} of Town"
    email = f"{name}@town.example"
    return {"name": name, "real_name": real, "email": email, "tz": zone, "is_admin": name == "person0000"}


def _channel(number: int, names: list[str]) -> Json:
    """Everybody is in #general; the first of all is in every room."""
    room = {"name": f"room-{number:03}", "topic": f"Room {number}", "is_private": number % 10 == 9}
    members = [names[0], *(names[(number * 37 + other * 11) % PEOPLE] for other in range(1, MOST_IN_ROOM))]
    said = MESSAGES // 2 if room["name"] == BUSY else MESSAGES // 2 // (CHANNELS - 1)
    said += (MESSAGES // 2) % (CHANNELS - 1) if number == 0 else 0
    lines = [{members[line % 7]: f"Line {line} of {room['name']}"} for line in range(said)]
    about: Json = {"members": list(dict.fromkeys(members)), "messages": lines}
    return {"name": "general", "is_general": True, "messages": lines} if number == 0 else {**room, **about}
