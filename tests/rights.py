"""Every use case of people: who may, how docs/security.md calls it, and a call of it to try."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.alerts.reading import Alert, Group
from bot.domain.drills.beginning import Wish as Drill
from bot.domain.incident import ClosingReason, Link, LinkKind
from bot.domain.paging.calls import Wish as CallWish
from bot.domain.rules.closing import Ending
from bot.domain.rules.key_events import Said
from bot.domain.rules.opening import Form
from bot.domain.rules.tasks import Wish as TaskWish
from bot.domain.rules.updating import Update
from bot.domain.timeline.present import Heard
from bot.ports import utc_now
from bot.store import tables
from bot.usecases import follow_incident as following
from bot.usecases import join_incident as joining
from bot.usecases import open_home as home
from bot.usecases import open_incident as opening
from bot.usecases import record_outcome, remind
from bot.usecases.alerts import calm_storm, hear_alerts
from bot.usecases.api import requests, tokens
from bot.usecases.declare import answer_question, declare_critical, drill, keep_draft, submit_form
from bot.usecases.finish import close_incident as finish
from bot.usecases.finish import end_channel
from bot.usecases.insight import ask_export
from bot.usecases.paging import call_people, page_people, show_phones, watch_calls
from bot.usecases.paging import follow as braking
from bot.usecases.postmortem import write_postmortem as paper
from bot.usecases.settings import apply_settings, edit_settings, link_accounts, steer_jobs
from bot.usecases.systems import replay
from bot.usecases.ticketing import file_tickets as tickets
from bot.usecases.unit import Unit
from bot.usecases.work import follow_messages as messages
from bot.usecases.work import give_role, keep_private, redact_text, send_sos, set_key_events, tasks
from bot.usecases.work import update_incident as updating
from bot.usecases.work import write_notes as notes

Try = Callable[[Unit, int, str], object]
"""Do it as somebody, to the incident of that number."""


class Who(StrEnum):
    """Who may, in the words of docs/security.md; what is for TOKENS nobody else can call."""

    MEMBERS = "full members"
    INSIDE = "full members, and guests in the incident's channel"
    HOLDERS = "who has a role in the incident"
    LEADS = "the commander, and admins"
    ADMINS = "admins"
    ASKERS = "who did it or asked for it"
    GLASS = "the usergroup that may break the glass"
    SELF = "everybody, for themselves"
    TOKENS = "programs, by a token with the right to it"


@dataclass(frozen=True)
class Right:
    """`stops`: what the rule says to who may, where there is nothing to do.

    `alone`: it is about no incident. `quiet`: who may not is not heard, and told nothing.
    """

    who: Who
    does: str
    do: Try
    stops: str = ""
    alone: bool = False
    quiet: bool = False


def to(use: Callable[..., object], *given: Any, **more: Any) -> Try:
    return lambda unit, number, by: use(unit, number, *given, by=by, press="p", **more)


def alone(use: Callable[..., object], *given: Any, **more: Any) -> Try:
    return lambda unit, _number, by: use(unit, *given, by=by, press="p", **more)


def marked(*uses: Callable[..., object]) -> Try:
    """With a message of the incident's channel."""

    def react(unit: Unit, number: int, by: str) -> None:
        for use in uses:
            use(unit, f"C{number}", "1.1", by)

    return react


def failed_page(number: int) -> int:
    """Give the delivery that the scene has let fail."""
    row = tables.Delivery.get(
        (tables.Delivery.subject == f"inc-{number}") & (tables.Delivery.effect == PAGE_OF_EU)
    )
    return int(row.id)


PAGE_OF_EU = "send_page:eu"
FORM = Form("d9", "Checkout is down", "It answers 500.", "payment", ("PRD",), priority="P1")
DRILL = Drill("d8", "Checkout is down", category="payment", priority="P4", people=("U2",))
GROUP = Group("g1", "Disk full", (Alert({"alertname": "Disk"}, "It is full."),))
HEARD = Heard("C1/9.9", "U1", update=False, words="It is the cache.")
DUPLICATE = Ending(ClosingReason.DUPLICATE, "Seen twice", "INC-7")
CALL = CallWish("Checkout is down", "Payments")
NOTHING_OPEN = "calls nobody any more"
TICKETED = "has the ticket already"
ENTRY = edit_settings.Wish("retention", "", "", {"drafts": "3d"})
SAME = apply_settings.Proposal({}, (), ())
INSIDE, MEMBERS, ADMINS = Who.INSIDE, Who.MEMBERS, Who.ADMINS

RIGHTS: dict[str, Right] = {
    "open_incident.open_incident": Right(MEMBERS, "declare", alone(opening.open_incident, FORM), alone=True),
    "declare.submit_form.submit_form": Right(
        MEMBERS, "declare", alone(submit_form.submit_form, FORM, screen=Link(LinkKind.FORM, "V1")), alone=True
    ),
    "declare.declare_critical.declare_critical": Right(
        MEMBERS, "declare", alone(declare_critical.declare_critical, "q1", "db is down"), alone=True
    ),
    "declare.declare_critical.undo_declaration": Right(
        Who.ASKERS, "undo a declaration", to(declare_critical.undo_declaration)
    ),
    "declare.drill.begin_drill": Right(
        MEMBERS,
        "declare",
        alone(drill.begin_drill, DRILL),
        alone=True,
    ),
    "declare.drill.acknowledge_page": Right(
        INSIDE, "acknowledge a drill's page", to(drill.acknowledge_page, "none"), stops=NOTHING_OPEN
    ),
    "declare.answer_question.answer_question": Right(
        INSIDE, "update", to(answer_question.answer_question, impacts={"business": "LO"})
    ),
    "declare.keep_draft.join_instead": Right(
        INSIDE,
        "join",
        lambda unit, number, by: keep_draft.join_instead(unit, f"d-{by}", number, by=by, press="p"),
    ),
    "declare.keep_draft.keep_draft": Right(
        Who.SELF,
        "keep a form",
        lambda unit, _n, by: keep_draft.keep_draft(unit, FORM, by=by, at=utc_now()),
        alone=True,
    ),
    "declare.keep_draft.close_draft": Right(
        Who.SELF,
        "keep a form",
        lambda unit, _n, by: keep_draft.close_draft(unit, FORM, by=by, filled=True),
        alone=True,
    ),
    "open_home.open_home": Right(
        Who.SELF, "choose what App Home shows", lambda unit, _n, by: home.open_home(unit, by), alone=True
    ),
    "open_home.choose_home": Right(
        Who.SELF,
        "choose what App Home shows",
        lambda unit, _n, by: home.choose_home(unit, by, lambda wanted: wanted),
        alone=True,
    ),
    "open_home.dismiss_rehearsal": Right(
        Who.SELF,
        "choose what App Home shows",
        lambda unit, _n, by: home.dismiss_rehearsal(unit, by),
        alone=True,
    ),
    "insight.ask_export.ask_export": Right(
        Who.SELF, "have what they may see as a file", alone(ask_export.ask_export, "csv"), alone=True
    ),
    "join_incident.join_incident": Right(INSIDE, "join", to(joining.join_incident)),
    "follow_incident.follow_incident": Right(
        INSIDE,
        "follow",
        lambda unit, number, by: following.follow_incident(unit, number, by, by=by),
        stops="is private: updates stay",
    ),
    "follow_incident.stop_following": Right(
        INSIDE,
        "follow",
        lambda unit, number, by: following.stop_following(unit, number, "C77", by=by),
        stops="is not followed there",
    ),
    "work.update_incident.update_incident": Right(
        INSIDE, "update", to(updating.update_incident, Update(message="It is the cache."))
    ),
    "work.update_incident.update_incident, paging": Right(
        MEMBERS, "page", to(updating.update_incident, Update(message="It is worse.", priority="P1"))
    ),
    "work.update_incident.edit_incident": Right(
        INSIDE, "update", to(updating.edit_incident, Update(title="Checkout is slow"))
    ),
    "work.update_incident.fill_fields": Right(INSIDE, "update", to(updating.fill_fields, {})),
    "work.update_incident.repeat_update": Right(INSIDE, "update", to(updating.repeat_update)),
    "work.set_key_events.set_key_events": Right(
        INSIDE, "key events", to(set_key_events.set_key_events, Said({"detected": None}))
    ),
    "work.give_role.give_roles": Right(
        INSIDE, "roles", to(give_role.give_roles, {"communication-lead": "U1"})
    ),
    "work.give_role.take_role": Right(INSIDE, "roles", to(give_role.take_role, "communication-lead")),
    "work.tasks.add_task": Right(INSIDE, "tasks", to(tasks.add_task, TaskWish("Write to the sellers"))),
    "work.tasks.change_task": Right(INSIDE, "tasks", to(tasks.change_task, TaskWish("Write to them"))),
    "work.tasks.finish_task": Right(INSIDE, "tasks", to(tasks.finish_task, done=True)),
    "work.write_notes.add_note": Right(INSIDE, "timeline", to(notes.add_note, "It is the cache.", None)),
    "work.write_notes.add_message": Right(INSIDE, "timeline", to(notes.add_message, HEARD)),
    "work.write_notes.change_note": Right(
        INSIDE, "timeline", to(notes.change_note, "C1/1.1", "It is not."), stops="timeline"
    ),
    "work.write_notes.remove_note": Right(
        INSIDE, "timeline", to(notes.remove_note, "C1/1.1"), stops="timeline"
    ),
    "work.follow_messages.follow_mark": Right(INSIDE, "timeline", marked(messages.follow_mark), quiet=True),
    "work.follow_messages.follow_unmark": Right(
        INSIDE, "timeline", marked(messages.follow_mark, messages.follow_unmark), quiet=True
    ),
    "work.follow_messages.follow_call": Right(
        Who.HOLDERS, "tell a message as an update by 📣", marked(messages.follow_call), quiet=True
    ),
    "work.follow_messages.follow_recall": Right(
        Who.HOLDERS,
        "tell a message as an update by 📣",
        marked(messages.follow_call, messages.follow_recall),
        quiet=True,
    ),
    "work.follow_messages.tell_message": Right(INSIDE, "update", to(messages.tell_message, "C1/1.2")),
    "work.follow_messages.withdraw_update": Right(
        INSIDE, "update", to(messages.withdraw_update, "C1/1.2"), stops="no update any more"
    ),
    "remind.snooze": Right(INSIDE, "snooze reminders", to(remind.snooze, "30"), stops="Nothing is asked for"),
    "work.keep_private.make_private": Right(
        INSIDE, "make it private", to(keep_private.make_private, ()), stops="private already"
    ),
    "work.keep_private.entitle": Right(
        INSIDE,
        "let people into a private one",
        to(keep_private.entitle, ("U8",)),
        stops="is not private|may see",
    ),
    "work.keep_private.look_inside": Right(
        Who.GLASS, "look inside a private one (those inside are told)", to(keep_private.look_inside, "Audit")
    ),
    "postmortem.write_postmortem.start_postmortem": Right(INSIDE, "post-mortem", to(paper.start_postmortem)),
    "postmortem.write_postmortem.finish_postmortem": Right(
        INSIDE, "post-mortem", to(paper.finish_postmortem)
    ),
    "postmortem.write_postmortem.extend_postmortem": Right(
        INSIDE, "post-mortem", to(paper.extend_postmortem), stops="has no post-mortem"
    ),
    "postmortem.write_postmortem.export_postmortem": Right(
        INSIDE, "post-mortem", to(paper.export_postmortem)
    ),
    "ticketing.file_tickets.create_ticket": Right(
        INSIDE, "tickets", to(tickets.create_ticket), stops=TICKETED
    ),
    "ticketing.file_tickets.link_ticket": Right(
        INSIDE, "tickets", to(tickets.link_ticket, "INC-7"), stops=TICKETED
    ),
    "ticketing.file_tickets.unlink_ticket": Right(
        INSIDE, "tickets", to(tickets.unlink_ticket, "none"), stops="does not belong to"
    ),
    "ticketing.file_tickets.file_task": Right(
        INSIDE, "tickets", to(tickets.file_task), stops="others read its project"
    ),
    "alerts.calm_storm.open_waiting": Right(
        INSIDE,
        "open what waits in a storm",
        to(calm_storm.open_waiting),
        stops="is open already",
    ),
    "alerts.calm_storm.take_storm": Right(
        INSIDE, "open what waits in a storm", to(calm_storm.take_storm, 0), stops="None of them waits"
    ),
    "api.requests.declare": Right(
        Who.TOKENS,
        "declare",
        lambda unit, _n, by: requests.declare(unit, FORM, "k", by=by),
        alone=True,
    ),
    "api.requests.change": Right(
        Who.TOKENS,
        "update and close",
        lambda unit, n, by: requests.change(unit, n, Update(message="It is the cache."), None, by=by),
        quiet=True,
    ),
    "api.requests.note": Right(
        Who.TOKENS,
        "update and close",
        lambda unit, n, by: requests.note(unit, n, "It is the cache.", None, by=by),
        quiet=True,
    ),
    "alerts.hear_alerts.hear_alerts": Right(
        Who.TOKENS,
        "tell of alerts",
        lambda unit, _n, by: hear_alerts.hear_alerts(unit, GROUP, by=by),
        alone=True,
    ),
    "record_outcome.retry_delivery": Right(
        INSIDE, "retry what failed", to(record_outcome.retry_delivery, 77), stops="tried again already"
    ),
    "record_outcome.retry_delivery, of a page": Right(
        MEMBERS,
        "page",
        lambda unit, number, by: record_outcome.retry_delivery(
            unit, number, failed_page(number), by=by, press="p"
        ),
    ),
    "paging.follow.resume_sync": Right(
        INSIDE,
        "let it follow other systems again",
        to(braking.resume_sync),
        stops="follows PagerDuty already",
    ),
    "finish.close_incident.close_incident": Right(INSIDE, "close", to(finish.close_incident, DUPLICATE)),
    "finish.close_incident.try_to_close": Right(INSIDE, "close", to(finish.try_to_close, Ending())),
    "finish.close_incident.close_incident, waiving": Right(
        Who.LEADS, "close it without what is missing", to(finish.close_incident, Ending(waiver="We know."))
    ),
    "finish.close_incident.reopen_incident": Right(
        INSIDE, "reopen", to(finish.reopen_incident, "It is back."), stops="is not over|not closed|open"
    ),
    "finish.close_incident.merge_incidents": Right(
        INSIDE, "merge", to(finish.merge_incidents, 3), stops="is private and"
    ),
    "finish.end_channel.keep_channel": Right(
        INSIDE, "keep or renew its channel", to(end_channel.keep_channel), stops="open|over|archived"
    ),
    "finish.end_channel.ask_for_channel": Right(
        INSIDE, "keep or renew its channel", to(end_channel.ask_for_channel), stops="has a channel"
    ),
    "paging.page_people.page_service": Right(MEMBERS, "page", to(page_people.page_service, "Payments")),
    "paging.page_people.escalate_page": Right(
        MEMBERS, "page", to(page_people.escalate_page, "none", 2), stops=NOTHING_OPEN
    ),
    "paging.show_phones.show_phones": Right(
        MEMBERS, "see phone numbers", to(show_phones.show_phones, "Payments"), stops="No phone number"
    ),
    "paging.call_people.call_people": Right(
        MEMBERS, "page", alone(call_people.call_people, CALL), alone=True
    ),
    "paging.watch_calls.escalate_call": Right(
        Who.ASKERS, "go on with a page", alone(watch_calls.escalate_call, 1, 2), NOTHING_OPEN, alone=True
    ),
    "paging.watch_calls.show_call_phones": Right(
        Who.ASKERS, "go on with a page", alone(watch_calls.show_call_phones, 1), "No phone", alone=True
    ),
    "paging.call_people.adopt_call": Right(
        Who.ASKERS,
        "go on with a page",
        lambda unit, _n, by: call_people.adopt_call(unit, 1, FORM, by=by),
        stops="PagerDuty has not taken this page",
        alone=True,
    ),
    "work.send_sos.send_sos": Right(
        MEMBERS,
        "call for help",
        to(send_sos.send_sos, "leadership", "Please."),
        stops="would reach nobody|is private",
    ),
    "work.redact_text.redact_text": Right(ADMINS, "redact", to(redact_text.redact_text, "Checkout")),
    "settings.edit_settings.save_entry": Right(
        ADMINS, "settings", alone(edit_settings.save_entry, ENTRY), alone=True
    ),
    "settings.edit_settings.move_entry": Right(
        ADMINS, "settings", alone(edit_settings.move_entry, "categories", "payment", 1), alone=True
    ),
    "settings.edit_settings.remove_entry": Right(
        ADMINS, "settings", alone(edit_settings.remove_entry, "categories", "payment", "seen"), alone=True
    ),
    "settings.apply_settings.apply_settings": Right(
        ADMINS,
        "settings",
        lambda unit, _n, by: apply_settings.apply_settings(unit, {}, SAME, by=by),
        alone=True,
    ),
    "settings.link_accounts.link_account": Right(
        ADMINS, "accounts", alone(link_accounts.link_account, "jira", "none", "U1"), "no more", alone=True
    ),
    "settings.steer_jobs.run_job": Right(ADMINS, "jobs", alone(steer_jobs.run_job, "forget old"), alone=True),
    "settings.steer_jobs.pause_job": Right(
        ADMINS, "jobs", alone(steer_jobs.pause_job, "forget old", paused=True), alone=True
    ),
    "settings.steer_jobs.schedule_job": Right(
        ADMINS, "jobs", alone(steer_jobs.schedule_job, "forget old", "every 10m"), alone=True
    ),
    "api.tokens.make_token": Right(
        ADMINS, "tokens", alone(tokens.make_token, "grafana", ["read"]), alone=True
    ),
    "api.tokens.revoke_token": Right(ADMINS, "tokens", alone(tokens.revoke_token, "reader"), alone=True),
    "systems.replay.press_replay": Right(
        ADMINS, "replay what was given up", alone(replay.press_replay, 77), "Nothing of number", alone=True
    ),
}

INSIDE_OTHERS = """
alerts.freeing: free
alerts.raising: raise_incident
alerts.calm_storm: take_in
api.tokens: note_use
called_for: call_for
paging.page_people: page_if_due page_due page_instead watch
ticketing.file_tickets: ticket_if_due ticket_due
postmortem.write_postmortem: postmortem_if_due
work.keep_private: hide_merged
paging.call_people: keep_call
paging.follow: brake
paging.show_phones: reaches
settings.changing: put
settings.rename_usergroups: rename_usergroups
settings.showing: show_homes show_freeze
working: work_on take_visible
"""
"""Parts of other use cases: no edge calls them."""

TOLD = """
answer_once: answer_once
insight.note_refusal: note_refusal
directory.changes: keep_person keep_usergroup
finish.follow_end: keep_return
follow_channel: keep_telling
read_directory: keep_usergroups
"""
"""Slack tells it or does it, and listeners keep it: nobody's right is needed for what has happened."""

MACHINE = """
catalog.hear_news: hear_news end_news try_again ask_reading
catalog.keep_copy: owe_copy compare_copy try_rest note_written note_removed
catalog.keep_copy: note_needed forget_referring hand_over shadow end_copy
catalog.keep_catalog: keep_mapping keep_entities retire_entities retire_source keep_misfits end_catalog
directory.changes: follow_profile follow_usergroup follow_members follow_channel_member
directory.listing: begin keep_people turn sweep_people keep_members end begin_anew
directory.on_call: show_on_call
directory.pagerduty: keep_page end_list meet_people keep_shifts end_reading fail_reading
directory.wellness: fall_ill recover end_left
fill_taxonomy: fill_taxonomy
finish.end_channel: end_channel put_off_end move_on
finish.follow_end: follow_archive follow_unarchive follow_loss follow_return
follow_channel: follow_rename plan_rename plan_telling keep_shown
follow_channel: follow_person follow_conversion follow_sharing
follow_incident: lose_follower
index_incidents: index_incidents
insight.send_digest: send_digest
paging.call_people: hear_call delay_call refuse_call lose_call
paging.hear_pages: hear_pages hear_stranger hear_note hear_besides read_notes_again read_again mend
paging.hear_source: keep_tellings hear_webhook reach miss notice_gap look_at_ours compare_pages keep_hook
paging.hear_source: forget_hook hear_ping
paging.page_people: delay_page miss_answers
paging.watch_calls: miss_call_answer fail_level
personal.forget_old: forget_some tidy_words
personal.forget_person: begin_to_forget forget_rows find_anew end_forgetting
postmortem.hear_postmortem: hear_postmortem look_at_postmortems
postmortem.keep_runbooks: keep_runbooks
postmortem.write_postmortem: note_attempt
read_directory: keep_workspace
read_directory: record_usergroups end_usergroups record_people record_tag record_channel forget_channels
record_outcome: record_outcome put_back_delivery give_up_delivery
remind: remind
run_due: run_due put_off
settings.keep_findings: keep_findings
settings.link_accounts: take_accounts end_accounts
systems.exchanging: note_carried note_brought note_page note_told note_lost
systems.replay: replay_telling
ticketing.file_tickets: ask_for_entries delay_ticket note_attempt
ticketing.hear_source: keep_tellings hear_webhook reach reconcile
ticketing.hear_strangers: look_again hear_strangers
ticketing.hear_tickets: hear_tickets note_way look_at
work.follow_messages: follow_edit follow_deletion record_heard
work.tasks: follow_ticket remind_tasks
work.tell_together: plan_digest
"""
"""The worker, the jobs and the command line call them; what people press leads to none of them."""
