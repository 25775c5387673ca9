"""Confluence's REST API, v2 and what is left of v1: from a request to its answer."""
