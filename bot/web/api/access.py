"""Who asks: the token that a request brings along."""

import base64
from http import HTTPStatus

from aiohttp import web

from bot.domain.tokens import Right, Token, digest
from bot.web.api.problems import RefusedError

UNKNOWN = (
    "Send a token that is known here: `Authorization: Bearer` and its secret. An admin makes one in "
    "Firebell's settings, under API tokens."
)
MAY = {
    Right.DECLARE: "declare incidents",
    Right.READ: "read incidents",
    Right.UPDATE: "update incidents",
    Right.ALERTS: "tell of alerts",
}


def brought(request: web.Request) -> str:
    """Give the digest of the secret. Raises RefusedError where there is none.

    Programs that know no bearer send it as a password: https://www.rfc-editor.org/rfc/rfc7617.
    """
    kind, _, said = request.headers.get("Authorization", "").strip().partition(" ")
    secret = {"bearer": said.strip(), "basic": _password(said.strip())}.get(kind.lower(), "")
    if not secret:
        raise unknown()
    return digest(secret)


def unknown() -> RefusedError:
    return RefusedError(HTTPStatus.UNAUTHORIZED, UNKNOWN, headers={"WWW-Authenticate": "Bearer"})


def must_have(token: Token, right: Right) -> None:
    """Raise RefusedError naming what it lacks."""
    if right not in token.rights:
        raise RefusedError(
            HTTPStatus.FORBIDDEN,
            f"The token {token.name} may not {MAY[right]}: it lacks the right “{right}”. An admin can make "
            "another one in Firebell's settings, under API tokens.",
        )


def _password(said: str) -> str:
    try:
        return base64.b64decode(said, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""
