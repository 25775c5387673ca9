"""What Confluence answers when it does not do what was asked, as its v2 says it and as v1 did.

https://developer.atlassian.com/cloud/confluence/rest/v2/intro/
"""

from bot.sandbox.world import Json

CODES = {
    400: "INVALID_REQUEST_PARAMETER",
    401: "UNAUTHORIZED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    409: "CONFLICT",
    413: "PAYLOAD_TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
    429: "RATE_LIMITED",
    500: "INTERNAL_SERVER_ERROR",
    503: "SERVICE_UNAVAILABLE",
}
NAMES = {
    400: "BadRequestException",
    403: "PermissionException",
    404: "NotFoundException",
    409: "ConflictException",
}
"""Of the classes that v1 puts before its words."""
PACKAGE = "com.atlassian.confluence.api.service.exceptions"


class ApiError(Exception):
    def __init__(self, words: str, status: int = 400, code: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.status = status
        self.code = code or CODES.get(status, "BAD_REQUEST")

    def body(self, *, is_old: bool) -> Json:
        return self._as_v1() if is_old else self._as_v2()

    def _as_v2(self) -> Json:
        return {"errors": [{"status": self.status, "code": self.code, "title": self.words, "detail": None}]}

    def _as_v1(self) -> Json:
        name = NAMES.get(self.status)
        may = self.status not in {401, 403}
        return {
            "statusCode": self.status,
            "data": {"authorized": may, "valid": True, "errors": [], "successful": False},
            "message": f"{PACKAGE}.{name}: {self.words}" if name else self.words,
        }


def not_found(words: str = "Not Found") -> ApiError:
    return ApiError(words, 404)


def forbidden() -> ApiError:
    return ApiError("The calling user does not have permission to do this", 403)


def taken(kind: str) -> ApiError:
    """A title is there only once in a space."""
    if kind == "folder":
        return ApiError("A folder exists with the same title in this space", 400, "BAD_REQUEST")
    words = "A page with this title already exists: A page already exists with the same TITLE in this space"
    return ApiError(words, 400, "BAD_REQUEST")
