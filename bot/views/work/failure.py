"""What could not be done, why, and the button that tries it again."""

from collections.abc import Mapping, Sequence

from bot.domain.board import Failure
from bot.domain.incident import Incident
from bot.domain.paging.source import plain
from bot.views import blocks as b
from bot.views.words import SECTION, crowd, fit, person, within

RETRY = "retry_delivery"
SHOWN = 5

NOT_DONE = {
    "create_channel": "The channel could not be made",
    "invite_responders": "The responders could not be invited",
    "set_topic": "The channel's topic could not be set",
    "rename_channel": "The channel could not be renamed",
    "brief_holder": "Who has a role now could not be told so",
    "brief_paged": "Who is paged could not be told where it stands",
    "post_update": "An update could not be posted",
    "post_role": "The change of a role could not be posted",
    "reply_update": "An update could not be posted under the announcement",
    "tell_shared": "That another organisation is in the channel could not be told",
    "tell_converted": "That the channel was made private or public could not be told",
    "read_message": "A marked message could not be read",
    "offer_undo": "The way to take an update back could not be shown",
    "correct_post": "An update could not be corrected",
    "correct_reply": "An update could not be corrected under the announcement",
    "withdraw_post": "An update could not be taken back",
    "withdraw_reply": "An update could not be taken back under the announcement",
    "give_task": "Who has a task now could not be told so",
    "remind_owner": "Nobody could be reminded of a task that is due",
    "post_task": "A task could not be posted",
    "show_freeze": "The freeze of deployments could not be posted",
    "post_scorecard": "The scorecard could not be posted",
    "show_storm": "What waits in a storm of alerts could not be listed",
    "take_storm": "What waited could not be taken in",
    "tell_alert": "What became of the alerts could not be told",
    "tell_taken": "What was taken in could not be told",
    "post_end": "The end could not be told in the channel",
    "post_merge": "The merge could not be told",
    "post_reopened": "The reopening could not be told",
    "post_expiry": "The end of the channel could not be announced",
    "archive_channel": "The channel could not be archived",
    "unarchive_channel": "The archived channel could not be opened again",
    "rejoin_channel": "Firebell could not go back into the channel",
    "take_up_channel": "That Firebell is in the channel again could not be told",
    "tell_lost": "The loss of the channel could not be told",
    "tell_follower": "Somebody who follows could not be told",
    "pass_comment": "Somebody who follows could not be told of a comment in the ticket",
    "correct_follower": "An update could not be corrected where it is followed",
    "show_reminder": "A reminder could not be posted",
    "ask_facts": "The question for category and impacts could not be posted",
    "tell_declarer": "Who declared it could not be told where it goes on",
    "answer_origin": "The message from which it was declared could not be answered",
    "redact_messages": "Words that were taken out still stand in messages",
    "redact_ticket": "Words that were taken out still stand in the ticket",
    "hide_announcement": "The announcement could not be emptied",
    "hide_followed": "What followers were told could not be taken away",
    "hide_origin": "The answer to the message it was declared from could not be taken away",
    "leave_channel": "The public channel could not be emptied and archived",
    "post_private": "The private channel could not be told what happened",
    "post_entitled": "Nobody could be told who may see it too",
    "post_look": "Nobody could be told who looked inside",
    "post_sos": "A call for help could not be sent",
    "post_call": "A call for help could not be posted in its channel",
    "post_digest": "The weekly digest could not be posted",
    "send_export": "The file of all incidents could not be sent",
    "keep_port": "The catalog could not be kept in Port",
    "show_card": "The card could not be posted",
    "pin_card": "The card could not be pinned",
    "announce": "The announcement could not be posted",
    "send_page": "Nobody could be paged",
    "escalate_page": "The next level could not be called",
    "keep_pages": "The page could not be kept equal to the incident",
    "write_note": "What is new could not be noted in PagerDuty",
    "read_notes": "What was noted in PagerDuty could not be read",
    "mend_pages": "The page could not be made equal to the incident",
    "read_pages": "The page could not be read",
    "read_page": "An incident of PagerDuty could not be read",
    "send_call": "Nobody could be paged",
    "escalate_call": "The next level could not be called",
    "nudge_caller": "Who paged somebody could not be told that nobody answers",
    "tell_caller": "Who paged somebody could not be told how it goes",
    "tell_page": "What became of a page could not be told",
    "tell_halt": "That the incident follows PagerDuty no more, or again, could not be told",
    "set_on_call": "Who is on call could not be shown in the channel's topic",
    "fill_usergroup": "A usergroup could not be filled with who is on call",
    "file_ticket": "The ticket could not be made",
    "rehearse_page": "The page could not be rehearsed",
    "rehearse_level": "The call of the next level could not be rehearsed",
    "rehearse_pages": "The rehearsed page could not be kept equal to the drill",
    "rehearse_ticket": "The ticket could not be rehearsed",
    "keep_tickets": "The ticket could not be kept equal to the incident",
    "write_comment": "What is new could not be written into the ticket",
    "write_earlier": "What was told before could not be written into the ticket",
    "explain_refusal": "Why the incident goes on could not be written into its ticket",
    "ask_entries": "An update could not be filed as an issue",
    "read_issue": "A ticket that people made could not be read",
    "tell_origin": "That it is an incident could not be written into its ticket",
    "hide_ticket": "The ticket could not be emptied",
    "link_ticket": "The ticket's links could not be written",
    "link_duplicates": "That its ticket and another one are the same could not be said there",
    "relate_tickets": "The ticket could not be linked with what belongs to it",
    "tell_ticket": "What became of a ticket could not be told",
    "tell_stay": "That the ticket stays as it is could not be told",
    "tell_small": "Who declared it could not be told where its ticket is",
    "tell_reporter": "Who declared it could not be told of a comment in the ticket",
    "keep_bookmark": "The channel's bookmark could not be set",
    "write_canvas": "The post-mortem's canvas could not be made",
    "keep_canvas": "The post-mortem's canvas could not be kept up to date",
    "write_file": "The post-mortem could not be sent as a file",
    "hide_canvas": "The post-mortem that others could read could not be taken away",
    "hide_file": "The post-mortem's file could not be taken away",
    "write_page": "The post-mortem's page could not be made in Confluence",
    "keep_page": "The post-mortem's page in Confluence could not be read or written",
    "hide_page": "The post-mortem's page in Confluence could not be taken away",
    "write_issue": "The post-mortem's issue could not be made in Jira",
    "keep_issue": "The post-mortem's issue in Jira could not be read or written",
    "hide_issue": "The post-mortem's issue in Jira could not be emptied",
    "redact_canvas": "The post-mortem's canvas still says what was taken out",
    "redact_files": "The post-mortem's files still say what was taken out",
    "redact_page": "The post-mortem's page in Confluence still says what was taken out",
    "redact_issue": "The post-mortem's issue in Jira still says what was taken out",
    "show_postmortem": "The post-mortem could not be posted in the channel",
    "pin_postmortem": "The post-mortem could not be pinned",
    "bookmark_postmortem": "The post-mortem's bookmark could not be set",
    "tell_postmortem": "What became of the post-mortem could not be told",
    "offer_facts": "What the post-mortem does not tell yet could not be offered",
    "send_postmortem": "The post-mortem could not be sent as a file",
    "offer_runbooks": "The runbooks could not be offered",
    "show_progress": "The progress could not be shown",
    "tell_failure": "A failure could not be told",
    "tell_catching_up": "What was caught up with could not be told",
    "publish_home": "App Home could not be shown",
}


def message(incident: Incident, failed: Failure) -> b.Block:
    text = _sentence(failed)
    return b.message(f"{incident.ref}: {text}", [line(incident, failed)])


def line(incident: Incident, failed: Failure) -> b.Block:
    retry = b.button("Retry", RETRY, f"{incident.id}:{failed.delivery}", says=f"Retry: {_what(failed)}")
    return b.section(f":warning: {_sentence(failed)}", retry)


def lines(incident: Incident, failed: Sequence[Failure]) -> list[b.Block]:
    """Show the newest, and say how many more there are."""
    rest = len(failed) - SHOWN
    more = [b.context(f"and {rest} more that could not be done")] if rest > 0 else []
    return [*(line(incident, one) for one in failed[-SHOWN:]), *more]


def kept_out(incident: Incident, why: Mapping[str, str]) -> b.Block:
    """Tell whom Slack does not let in, and what it says of them."""
    lines = [f":warning: {person(one)} cannot be let in. {reason}" for one, reason in why.items()]
    text = f"{incident.ref}: {crowd(tuple(why))} cannot be let in."
    return b.message(text, [b.section(within(lines, SECTION))])


def parse(value: str) -> tuple[int, int]:
    """Read the incident and the delivery from the button's value."""
    incident, _, delivery = value.partition(":")
    return int(incident), int(delivery)


def _sentence(failed: Failure) -> str:
    return f"{_what(failed)}: {fit(failed.reason, 500)}"


def _what(failed: Failure) -> str:
    return NOT_DONE.get(plain(failed.effect), "Something could not be done")
