"""Each section of the settings is found as people type it."""

import pytest

from bot.domain.settings.sections import DESCRIBED
from bot.views.settings.listing import READ_ONLY, Place, find

TITLES = [*((one.name, one.title) for one in DESCRIBED.values()), *READ_ONLY.items()]


@pytest.mark.parametrize(("name", "title"), TITLES)
def test_a_section_is_found_by_its_title(name: str, title: str) -> None:
    """As the refusal of a section that is not there lists them."""
    assert find(title.lower()) == Place(name)


def test_what_is_no_section_is_not_found() -> None:
    assert find("horoscope") is None
