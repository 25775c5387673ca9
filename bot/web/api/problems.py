"""Refusals, as programs read them: https://www.rfc-editor.org/rfc/rfc9457."""

from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import web

from bot.domain.errors import FirebellError, UserError

TYPE = "application/problem+json"


class RefusedError(FirebellError):
    """What a program is refused, with the sentence that says what to do next."""

    def __init__(
        self,
        status: HTTPStatus,
        sentence: str,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence
        self.fields, self.headers = dict(fields or {}), dict(headers or {})


def of_user_error(error: UserError) -> RefusedError:
    """What is wrong with a field can be mended in the request; else how things stand forbids it."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error.fields else HTTPStatus.CONFLICT
    return RefusedError(status, error.sentence, error.fields)


def answer(refusal: RefusedError) -> web.Response:
    said = {
        "type": "about:blank",
        "title": refusal.status.phrase,
        "status": int(refusal.status),
        "detail": refusal.sentence,
        **({"fields": refusal.fields} if refusal.fields else {}),
    }
    return web.json_response(said, status=refusal.status, content_type=TYPE, headers=refusal.headers or None)
