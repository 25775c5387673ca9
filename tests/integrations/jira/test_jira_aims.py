"""Which status is taken where a workflow lacks the wanted one."""

from bot.integrations.jira.workflow import DONE, GOES_ON, NEW, Aim


def test_what_means_the_same_comes_first_and_what_means_another_one_last() -> None:
    there = {"To Do": NEW, "In Review": GOES_ON, "Waiting": GOES_ON, "Coding": GOES_ON, "Done": DONE}
    aim = Aim(["In Progress"], rather=["Coding"], rather_not={"Coding", "In Review"})
    assert aim.instead(GOES_ON, there) == ["Coding", "Waiting", "In Review"]
