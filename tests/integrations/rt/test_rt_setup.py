"""What RT lacks is made or named, and each right that is missing has its name; held against a real RT."""

from typing import Any

import aiohttp
from rt import RT

from bot.domain.checkup import Finding, Grade
from bot.domain.taxonomy.document import flat, parse
from bot.integrations.rt.checkup import look
from bot.integrations.rt.client import Account, RequestTracker
from bot.integrations.rt.furnishing import furnish
from bot.settings import Settings
from bot.shipped import defaults


async def _furnish(rt: RT, *queues: str, by: str = "root") -> list[str]:
    async with aiohttp.ClientSession() as http:
        return await furnish(RequestTracker(Account(rt.url, rt.token_of(by)), 30, http), queues)


async def _look(rt: RT, queues: dict[str, dict[str, Any]], token: str = "") -> list[Finding]:
    """Look as doctor does, where these queues are in the settings besides Incidents."""
    document = {**flat(defaults()), "ticket_queues": queues}
    given = Settings.of({**rt.settings, "PORT": "1", "PUBLIC_URL": "https://bell.example"}).said
    async with aiohttp.ClientSession() as http:
        client = RequestTracker(Account(rt.url, token or rt.token), 30, http)
        return await look(client, parse(document), given)


def _said(found: list[Finding], *grades: Grade) -> str:
    return "\n".join(one.said for one in found if one.grade in (grades or set(Grade) - {Grade.SOUND}))


async def test_fields_are_made_once_and_what_rest_cannot_do_is_left_to_an_admin(rt: RT) -> None:
    assert await _furnish(rt, "Incidents") == []
    told = "\n".join(await _furnish(rt, "Incidents", "Network", "Nowhere"))
    assert "There is no queue Nowhere" in told
    assert "The field PagerDuty URL is missing in Network. `firebell setup rt --scrip FILE`" in told
    rt.perl(
        "for my $name ('PagerDuty ID', 'PagerDuty URL') {"
        "my $field = RT::CustomField->new(RT->SystemUser); $field->Load($name); $field->SetName(q(Old)) }"
    )
    assert "is missing in Incidents" in "\n".join(await _furnish(rt, "Incidents", by="firebell")), "no admin"
    made = await _furnish(rt, "*", "Network")
    assert made == [f"The field {name} is made, in all queues." for name in ("PagerDuty ID", "PagerDuty URL")]
    assert await _furnish(rt, "*", "Network") == []
    number = await rt.create("Nobody can pay", "General")
    assert set((await rt.ticket(number))["CustomFields"]) == {"PagerDuty ID", "PagerDuty URL"}


async def test_each_right_that_is_missing_has_its_name(rt: RT) -> None:
    number = await rt.create("Nobody can pay")
    sound = await _look(rt, {"*": {}})
    assert _said(sound) == "None are believed without RT_WEBHOOK_SECRET: RT is asked every minute."
    assert "The queue Incidents takes tickets." in _said(sound, Grade.SOUND)
    lost = ("ModifyTicket", "CommentOnTicket", "CreateTicket", "SeeCustomField")
    rt.take_rights(Incidents=lost, Network=["ShowTicket"], General=["SeeQueue"])
    rt.renew()
    found = _said(await _look(rt, {"Network": {}, "General": {}}))
    assert [right for right in lost if f"lacks the right {right}" in found] == list(lost), found
    assert "No ticket of Network can be seen: there is none, or Firebell lacks the right ShowTicket." in found
    assert "It has no queue General, or Firebell lacks the right SeeQueue in it." in found
    assert (await rt.ticket(number))["LastUpdatedBy"]["id"] == "dana", "nothing was tried on it"


async def test_what_cannot_work_is_named_with_its_cure(rt: RT) -> None:
    await rt.create("Nobody can pay")
    over = await rt.create("Nobody could pay", Status="resolved")
    fixed = {"resolved": ["fixed"]}
    odd = _said(await _look(rt, {"Incidents": fixed, "Network": fixed, "It's none": {}}))
    assert "No ticket of Incidents was ever fixed; from new it is offered new, open" in odd, over
    assert "ever open" not in odd
    assert "It has no queue It's none, or" in odd
    assert "Tickets of Network have no field PagerDuty ID and no field PagerDuty URL" in odd
    assert "No ticket of Network can be seen" in odd
    assert "RT does not accept RT_TOKEN." in _said(await _look(rt, {}, token=f"{rt.token[:-4]}0000"))
    rt.stop()
    assert "RT does not answer" in _said(await _look(rt, {}))
