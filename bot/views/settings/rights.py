"""Who may do what, in words: the same that domain.policy decides."""

from bot.domain.settings.parts import Document
from bot.views import blocks as b
from bot.views.words import fit, listed


def blocks(present: Document) -> list[b.Block]:
    admins = _groups(present, "admins")
    glass = _groups(present, "break_glass")
    return [
        b.section("*Who may do what*"),
        b.section(
            "*Every full member* declares incidents, updates them, takes roles, calls people and closes "
            "what is public.\n"
            "*Guests* work in the incident channels they are in, and call nobody.\n"
            "*People of other organisations, apps, deactivated accounts* do nothing."
        ),
        b.section(
            f"*Admins* change these settings, waive what a closing lacks, and redact. They are this "
            f"workspace's admins and owners{', and the members of ' + admins if admins else ''}."
        ),
        b.section(
            "*Private incidents* exist only for who declared them, who was named, who has a role, who is "
            "in the channel, and the category's usergroups."
            + (f" {glass} may look inside, saying why; each look is told." if glass else "")
        ),
    ]


def _groups(present: Document, section: str) -> str:
    return listed(f"@{fit(handle, 60)}" for handle in present[section])
