"""How long a duration may be: its ends are meant too."""

import copy

import pytest

from bot.domain.settings.checking import faults
from bot.domain.settings.shape import tidy
from bot.domain.taxonomy.document import flat
from bot.shipped import defaults


@pytest.mark.parametrize(("said", "wrong"), [("23h", 1), ("1d", 0), ("365d", 0), ("366d", 1)])
def test_a_channel_stays_from_a_day_to_a_year(said: str, wrong: int) -> None:
    document = copy.deepcopy(tidy(flat(defaults())))
    document["priorities"]["P2"]["archive_after"] = said
    assert len(faults(document)) == wrong
