"""What PagerDuty answers when it does not do what was asked: a status, a code and its words.

https://developer.pagerduty.com/docs/rest-api-v2/errors/
"""

from bot.sandbox.world import Json

WORDS = {
    1001: "Incident Already Resolved",
    1002: "Incident Already Acknowledged",
    1003: "Invalid Status Provided",
    1005: "Incident Changed Meanwhile",
    1008: "Requester User Not Found",
    1019: "Incident Already Merged",
    1020: "Invalid Priority",
    2000: "Internal Error",
    2001: "Invalid Input Provided",
    2002: "Arguments Caused Error",
    2004: "Invalid 'since' or 'until' Parameter Values",
    2006: "Authentication Failed",
    2010: "Access Denied",
    2012: "Account Does Not Have the Ability",
    2020: "Rate Limit Exceeded",
    2100: "Not Found",
}


class ApiError(Exception):
    def __init__(self, code: int, *errors: str, status: int = 400) -> None:
        super().__init__(code)
        self.status = status
        self.body: Json = body(code, *errors)


def body(code: int, *errors: str) -> Json:
    words = WORDS.get(code, "Error")
    return {"error": {"message": words, "code": code, "errors": list(errors or (words,))}}


def invalid(*errors: str) -> ApiError:
    return ApiError(2001, *errors)


def not_found(what: str = "Not Found") -> ApiError:
    return ApiError(2100, what, status=404)
