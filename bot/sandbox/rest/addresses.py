"""Addresses of a REST API, in which {parts} stand for ids."""

import re


def pattern(template: str) -> "re.Pattern[str]":
    """Give what each address of it matches, its parts by their names."""
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template))


def starred(template: str) -> str:
    """Give what faults may match, parts as a star."""
    return re.sub(r"{.*?}", "*", template)
