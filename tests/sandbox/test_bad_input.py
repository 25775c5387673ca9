"""Whatever a client sends, the answer is a refusal of Slack's, and the sandbox stands: seeded at random."""

from types import ModuleType
from typing import Any

import pytest
from contracts import checker
from lags import is_unlisted
from mess import ROUNDS, Mess, faults_of_ours, things_of
from rig import Listener, Space
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import methods
from bot.sandbox.slack.api.method import METHODS

pytest_plugins = ["sandbox_fixtures"]
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # of the checker's files
assert methods  # importing them is what registers them

OUR_FAULT = {"fatal_error", "internal_error"}


@pytest.fixture
async def known(space: Space) -> list[Any]:
    return await things_of(space)


@pytest.fixture
def contract() -> ModuleType:
    return checker("slack_contract")


@pytest.mark.parametrize("method", sorted(METHODS))
async def test_a_method_answers_whatever_it_is_sent(
    space: Space, known: list[Any], contract: ModuleType, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    mess, arguments = Mess(space, method, known), list(METHODS[method].arguments)
    for bearer in mess.bearers(ROUNDS):
        asked, status, answer = await mess.send(f"/api/{method}", arguments, {"Authorization": bearer})
        assert status == 200, asked
        if not answer["ok"]:
            error = answer["error"]
            assert error not in OUR_FAULT, asked
            assert contract.error_known(method, error) or is_unlisted(method, error), (error, asked)
    assert faults_of_ours(caplog) == []


@pytest.mark.parametrize("round_", range(6))
async def test_a_response_url_answers_whatever_it_is_sent(
    space: Space, known: list[Any], listener: Listener, caplog: pytest.LogCaptureFixture, round_: int
) -> None:
    mess = Mess(space, f"respond {round_}", known)
    words = [
        "text",
        "blocks",
        "response_type",
        "replace_original",
        "delete_original",
        "thread_ts",
        "attachments",
    ]
    answered = 0
    for _ in range(8):
        await space.act("ana", "slash", command="/probe", channel="general")
        path = listener.payloads("slash_commands")[-1]["response_url"].removeprefix(space.sandbox.url)
        for _ in range(6):
            asked, status, answer = await mess.send(
                path, [*words, "metadata", "markdown_text"], {}, verb="POST"
            )
            assert (status == 200) == answer["ok"], asked
            assert status in {200, 400, 404}, asked
            answered += 1
    assert answered == 48
    assert faults_of_ours(caplog) == []


async def test_a_socket_opens_only_with_its_ticket_and_takes_any_noise(
    space: Space, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    for query in ("", "?ticket=", "?ticket=%00", "?ticket=x&ticket=y", f"?ticket={'x' * 3000}"):
        async with space.http.get(f"{space.sandbox.url}/link/{query}") as answer:
            assert answer.status == 401
    async with space.http.post(f"{space.sandbox.url}/link/", data=b"x") as answer:
        assert answer.status == 405
    for noise in (
        "",
        "{",
        "[]",
        "null",
        '"x"',
        '{"envelope_id": []}',
        '{"envelope_id": "x", "payload": 7}',
        "[" * 9000,
    ):
        await listener.client.send_message(noise)
    socket = listener.client.current_session
    assert socket
    await socket.send_bytes(b"\x00\xff")
    assert (await space.act("ana", "slash", command="/probe", channel="general"))["ok"]
    assert faults_of_ours(caplog) == []


async def test_an_upload_address_takes_any_noise(
    space: Space, web: AsyncWebClient, caplog: pytest.LogCaptureFixture
) -> None:
    announced = await web.files_getUploadURLExternal(filename="a.txt", length=3)
    noise = Mess(space, "upload", [])
    for address in (announced["upload_url"], f"{space.sandbox.url}/upload/v1/F0NOWHERE"):
        for body, kind in noise.bodies(ROUNDS):
            async with space.http.post(
                address, data=body, headers={"Content-Type": kind}, skip_auto_headers=["Content-Type"]
            ) as answer:
                assert answer.status in {200, 400, 404}, (body, kind)
    for path in ("x", "T0-F0/x", "T0-F0/download/x", "U0NOBODY/F0/x", "T0-F0/%00"):
        async with space.http.get(f"{space.sandbox.url}/files/{path}", allow_redirects=False) as answer:
            assert answer.status in {302, 404}, path
    assert faults_of_ours(caplog) == []
