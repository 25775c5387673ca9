"""What Port answers when it does not do what was asked.

https://docs.port.io/api-reference/port-api
"""

from bot.sandbox.world import Json

NAMES = {
    401: "unauthorized",
    404: "not_found",
    405: "method_not_allowed",
    409: "identifier_taken",
    413: "payload_too_large",
    422: "invalid_request",
    429: "too_many_requests",
    500: "internal_error",
    503: "service_unavailable",
}
"""Each status with the word that goes with it."""


class ApiError(Exception):
    def __init__(self, words: str, status: int = 422) -> None:
        super().__init__(words)
        self.words = words
        self.status = status

    @property
    def name(self) -> str:
        return NAMES.get(self.status, "invalid_request")

    @property
    def body(self) -> Json:
        return {"ok": False, "error": self.name, "message": self.words}


def no_blueprint(identifier: str) -> ApiError:
    return ApiError(f'Blueprint with identifier "{identifier}" was not found', 404)


def no_entity(identifier: str, blueprint: str) -> ApiError:
    return ApiError(f'Entity with identifier "{identifier}" of blueprint "{blueprint}" was not found', 404)
