// Incidents of PagerDuty as cards: what it is, who is called, what happens by itself next, and what one can do.
import { avatar } from "../base/avatar.js";
import { h } from "../base/dom.js";
import { changed, store } from "../base/store.js";
import { many } from "../backstage/words.js";
import { doThere, more, note, reassign } from "./pagerduty-doing.js";
import { fromNow, linkTo } from "./pagerduty-state.js";
import { unfolding } from "./unfolding.js";

const ORDER = ["triggered", "acknowledged", "resolved"];
const opened = new Set();

export function incidentsOf(duty, view) {
  const isWanted = (one) => (one.status === "resolved") === (view === "resolved");
  return duty.incidents
    .filter(isWanted)
    .sort((a, b) => rank(a).localeCompare(rank(b)) || b.incident_number - a.incident_number);
}

// What nobody has in hand comes first, and of that what is worst.
function rank(one) {
  return `${ORDER.indexOf(one.status)} ${one.priority?.summary ?? "P9"}`;
}

export function incidentList(duty, view) {
  const found = incidentsOf(duty, view);
  if (!found.length) return quiet(view);
  return h(
    "ol",
    { class: "duty-incidents", key: "list" },
    found.map((one) => card(duty, one)),
  );
}

function quiet(view) {
  return h(
    "div",
    { class: "empty duty-empty", key: "empty" },
    h("h2", {}, view === "open" ? "Nobody is being called" : "Nothing was resolved yet"),
    h(
      "p",
      {},
      view === "open"
        ? "Incidents appear here the moment somebody pages: from Slack, by the API, or with New incident."
        : "What is over stands here, with its log.",
    ),
  );
}

function card(duty, one) {
  return h(
    "li",
    {
      class: `duty-card ${one.status}${store.highlight === linkTo(one.id) ? " highlight" : ""}`,
      key: one.id,
      "data-incident": one.id,
    },
    h(
      "div",
      { class: "duty-card-head" },
      one.priority && h("span", { class: `duty-priority ${one.priority.summary}` }, one.priority.summary),
      h("h2", {}, one.title),
      h("span", { class: `duty-status ${one.status}` }, one.status),
    ),
    h("p", { class: "duty-facts" }, facts(one)),
    one.details && h("p", { class: "duty-details" }, one.details),
    called(duty, one),
    one.notes.map((each) =>
      h(
        "p",
        { class: "duty-note", key: each.id },
        h("strong", {}, each.user?.summary ?? "PagerDuty"),
        " ",
        each.content,
      ),
    ),
    buttons(duty, one),
    log(one),
  );
}

function facts(one) {
  const known = [
    `#${one.incident_number}`,
    one.service?.summary,
    `${one.urgency} urgency`,
    fromNow(one.created_at),
  ];
  return known.filter(Boolean).join(" · ");
}

function called(duty, one) {
  if (one.status === "resolved") return ended(one);
  const people = one.assignments.map((each) => each.assignee).filter(Boolean);
  const held = new Set(one.acknowledgements.map((each) => each.acknowledger?.id));
  const line = people.length
    ? people.map((each) => person(each, held.has(each.id) ? "has it" : reached(one, each)))
    : h("span", { class: "duty-nobody" }, "⚠ Nobody is being called");
  const next = one.pending_actions
    .map((each) => `${NEXT[each.type](duty, one)} ${fromNow(each.at)}`)
    .join(" · ");
  return [
    h("div", { class: "duty-called", key: "called" }, line),
    next && h("p", { class: "duty-next", key: "next" }, next),
  ];
}

const NEXT = {
  escalate: (duty, one) => `level ${one.level}, ${after(duty, one)}`,
  unacknowledge: () => "calls again",
  resolve: () => "resolves itself",
};

function after(duty, one) {
  const policy = duty.escalation_policies.find((each) => each.id === one.escalation_policy?.id);
  if (one.level < (policy?.escalation_rules.length ?? 0)) return `escalates to level ${one.level + 1}`;
  return one.loops < (policy?.num_loops ?? 0) ? "begins again with level 1" : "gives up";
}

// How somebody was last reached, from the log.
function reached(one, user) {
  const told = one.log_entries.findLast(
    (each) => each.type === "notify_log_entry" && each.user?.id === user.id,
  );
  const by = told?.channel.notification?.type.replace("_notification", "");
  return by ? `${by} ${fromNow(told.created_at)}` : "is not notified";
}

function ended(one) {
  const into = one.resolve_reason?.incident;
  const who = one.last_status_change_by?.summary;
  return h(
    "p",
    { class: "duty-next", key: "ended" },
    into ? `Merged into ${into.summary}` : `Resolved by ${who}, ${fromNow(one.resolved_at)}`,
  );
}

export function person(user, words) {
  const inSlack = store.see.people?.find((each) => each.real_name === user.summary)?.id;
  return h(
    "span",
    { class: "duty-person", key: user.id },
    avatar(inSlack ?? user.id, user.summary, "tiny"),
    h("span", {}, h("strong", {}, user.summary), words && h("span", { class: "duty-soft" }, ` ${words}`)),
  );
}

function buttons(duty, one) {
  const button = (title, onclick, kind = "") =>
    h("button", { class: `button small ${kind}`, type: "button", key: title, onclick }, title);
  const go = (action) => () => doThere(action, { incident: one.id });
  if (one.status === "resolved")
    return h(
      "div",
      { class: "duty-buttons", key: "buttons" },
      !one.resolve_reason && button("Reopen", go("reopen")),
      button("Note", () => note(one)),
    );
  return h(
    "div",
    { class: "duty-buttons", key: "buttons" },
    one.status === "triggered" && button("Acknowledge", go("acknowledge"), "primary"),
    button("Resolve", go("resolve")),
    button("Reassign", ({ currentTarget }) => reassign(currentTarget, duty, one)),
    button("Note", () => note(one)),
    h(
      "button",
      {
        class: "button small overflow",
        type: "button",
        key: "more",
        "aria-label": "More",
        onclick: ({ currentTarget }) => more(currentTarget, duty, one),
      },
      "⋯",
    ),
  );
}

function log(one) {
  const isOpen = opened.has(one.id);
  const toggle = () => {
    if (isOpen) opened.delete(one.id);
    else opened.add(one.id);
    changed();
  };
  const words = [`Log, ${many(one.log_entries.length, "line")}`, "Hide the log"];
  return unfolding(isOpen, toggle, words, () => one.log_entries.toReversed().map(entry));
}

function entry(one) {
  return h(
    "li",
    { key: one.id },
    h("time", { datetime: one.created_at, title: one.created_at }, fromNow(one.created_at)),
    h("span", {}, one.channel.type === "note" ? `${one.summary}: ${one.channel.summary}` : one.summary),
  );
}
