"""How hypothesis is used here: the same cases in every run, so that none fails on somebody else's change."""

import re

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st


def cases(count: int) -> settings:
    """Try so many; other seeds come with `pytest --hypothesis-seed`, once `derandomize` is taken out."""
    return settings(
        max_examples=count,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


EVIL = st.sampled_from(
    [
        *("<!channel>", "<!here|x>", "<!everyone>", "<!subteam^S1|@all>", "<@U0EVIL>", "<#C0EVIL>"),
        *(
            "<https://evil.example|Checkout>",
            "<mailto:a@b.c|x>",
            "&lt;!channel&gt;",
            "&amp;lt;",
            "&",
            "<",
            ">",
        ),
        *("```", "`", "*", "_", "~", "> ", "\n", "\r\n", "\u2028", "\t", "\0", "\u202e", "\ufffe", "🔥", "é"),
        *("@channel", "!subteam^S1", "[x](https://evil.example)", "{{title}}", "%s", "|", "\\", "\x1b[31m"),
    ]
)
LETTERS = st.characters(exclude_categories=["Cs"])
"""What a text is made of anyway; hypothesis would encode all there are first, in each new checkout."""
WORDS = st.lists(EVIL | st.text(LETTERS, max_size=12), max_size=12).map("".join)
"""What people type who mean it ill, or do not know better."""

EVILS = re.compile(r"<(!channel|!here|!everyone|!subteam\^S1|@U0EVIL|#C0EVIL|https?://evil|mailto:a@b)")
"""What must never be left of it where Slack looks for mentions and links."""
