"""Hides what only the tests' tools bring, so that an app is measured with what its users have installed.

Python runs this by itself where it is in the path: https://docs.python.org/3/library/site.html.
"""

import sys
from importlib.abc import MetaPathFinder
from typing import Any

TOOLS = {"psycopg", "rich", "pygments"}
"""Libraries that ours load where they find them, and that requirements.lock does not name."""


class _Hiding(MetaPathFinder):
    def find_spec(self, name: str, *_: Any) -> None:
        if name in TOOLS:
            message = f"{name} is not there for users"
            raise ModuleNotFoundError(message, name=name)


sys.meta_path.insert(0, _Hiding())
