"""What Jira answers when it does not do what was asked: general messages, and one for each field at fault.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes
"""

from bot.sandbox.world import Json


class ApiError(Exception):
    def __init__(self, *messages: str, status: int = 400, errors: dict[str, str] | None = None) -> None:
        super().__init__(*messages, *(errors or {}).values())
        self.status = status
        self.body: Json = {"errorMessages": list(messages), "errors": errors or {}}

    @property
    def words(self) -> str:
        return " ".join(str(one) for one in self.args)


def wrong(errors: dict[str, str]) -> ApiError:
    """Fields by their ids, and what is the matter with each."""
    return ApiError(errors=errors)


def no_issue() -> ApiError:
    return ApiError("Issue does not exist or you do not have permission to see it.", status=404)


def not_found(words: str) -> ApiError:
    return ApiError(words, status=404)
