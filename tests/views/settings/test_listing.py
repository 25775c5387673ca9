"""Each section of the settings is found as people type it."""

import pytest

from bot.domain.settings.sections import DESCRIBED
from bot.views.settings.listing import NEAREST, READ_ONLY, Place, find, unknown

TITLES = [*((one.name, one.title) for one in DESCRIBED.values()), *READ_ONLY.items()]


@pytest.mark.parametrize(("name", "title"), TITLES)
def test_a_section_is_found_by_its_title(name: str, title: str) -> None:
    """As the refusal of a section that is not there names it."""
    assert find(title.lower()) == Place(name)


def test_what_is_no_section_is_not_found() -> None:
    assert find("horoscope") is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("catagories", "Did you mean Categories"),
        ("jobbs", "Did you mean Jobs"),
        ("horoscope", "section “horoscope”. `"),
    ],
)
def test_the_refusal_names_the_nearest_and_the_way_to_all(typed: str, meant: str) -> None:
    said = unknown(typed)
    assert meant in said
    assert sum(title in said for _, title in TITLES) <= NEAREST
    assert said.endswith("`/incident settings` shows them all.")
