"""What others send holds only what can be kept."""

import json

from bot.domain.wellformed import well_formed


def test_what_is_no_text_is_replaced_wherever_it_stands() -> None:
    said = json.loads('{"a": [{"b": "x\\ud800y\\u0000"}], "c": 7, "d": null, "e": "\\ud83c\\udf89"}')
    assert well_formed(said) == {"a": [{"b": "x\ufffdy\ufffd"}], "c": 7, "d": None, "e": "🎉"}
    json.dumps(well_formed(said), ensure_ascii=False).encode()
