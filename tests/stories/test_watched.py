"""Who watches Firebell sees how it does, and nothing of what it is told."""

from pathlib import Path

from harness import Bell, Workspace, reached
from prometheus_client.parser import text_string_to_metric_families

SECRET = "Lighthouse"


async def read(workspace: Workspace, bell: Bell) -> dict[tuple[str, str], float]:
    """Give each sample by its name and its labels' values, as Prometheus' own parser reads them."""
    async with workspace.http.get(f"{bell.firebell.settings.public_url}/metrics") as answer:
        text = await answer.text()
    assert SECRET not in text
    assert "inc-1" not in text
    return {
        (sample.name, " ".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_what_it_does_is_counted_without_a_word_of_it(workspace: Workspace, tmp_path: Path) -> None:
    bell = await Bell(workspace, tmp_path / "firebell.db", settings=reached()).start()
    await bell.ready()
    before = await read(workspace, bell)
    await workspace.fault("pins.add", "500")
    await workspace.declare("ana", Title=f"{SECRET} is down")
    await bell.idle()
    after = await read(workspace, bell)

    def grown(name: str, labels: str) -> float:
        return after[name, labels] - before.get((name, labels), 0)

    assert grown("firebell_ack_seconds_count", "slash_commands") == 1
    assert grown("firebell_ack_seconds_count", "view_submission") == 1
    assert grown("firebell_deliveries_total", "create_channel done") == 1
    assert grown("firebell_calls_total", "failed slack") == 1
    assert grown("firebell_slack_calls_total", "failed pins.add") == 1
    assert grown("firebell_slack_calls_total", "ok conversations.create") == 1
    assert sum(after[key] for key in after if key[0] == "firebell_outbox_deliveries") == 0
    assert after["firebell_outbox_oldest_seconds", ""] == 0
    assert after["firebell_job_last_end_timestamp_seconds", "slack usergroups"] > 0
    await bell.stop()
