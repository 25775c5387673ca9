"""What others send holds only what can be kept."""

import json

import pytest

from bot.domain.wellformed import well_formed

RAW = '{"a": [{"b": "x\\ud800y\\u0000"}], "c": 7, "d": null, "e": "\\ud83c\\udf89", "f": "\\u2014"}'


@pytest.mark.parametrize("raw", [RAW, RAW.replace("d8", "D8"), None])
def test_what_is_no_text_is_replaced_wherever_it_stands(raw: str | None) -> None:
    said = well_formed(json.loads(RAW), raw)
    assert said == {"a": [{"b": "x\ufffdy\ufffd"}], "c": 7, "d": None, "e": "🎉", "f": "—"}
    json.dumps(said, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "raw", ['{"a": "\\u2014 — é"}', '{"a": "\\ud83c\\udf89"}', '{"a": "\\\\ud800 \\\\u0000"}']
)
def test_what_is_text_stays_the_same(raw: str) -> None:
    said = json.loads(raw)
    assert well_formed(said, raw) == well_formed(said) == said
