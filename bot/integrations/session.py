"""The HTTP session in which all calls are made."""

import aiohttp

from bot import USER_AGENT


def session(patience: float) -> aiohttp.ClientSession:
    """Give one that gives each call up after `patience` seconds, and says who calls."""
    timeout = aiohttp.ClientTimeout(total=patience)
    return aiohttp.ClientSession(timeout=timeout, headers={"User-Agent": USER_AGENT})
