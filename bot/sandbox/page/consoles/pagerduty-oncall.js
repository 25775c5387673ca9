// Who is on call: each escalation policy with its levels, until when, and who takes over.
import { h } from "../base/dom.js";
import { openMenu } from "../base/menu.js";
import { doThere } from "./pagerduty-doing.js";
import { person } from "./pagerduty-incident.js";
import { fromNow } from "./pagerduty-state.js";

const HOURS = [1, 8, 24];

export function onCallPart(duty) {
  return h(
    "section",
    { class: "duty-part", key: "oncall", "aria-label": "On call now" },
    h("h2", {}, "On call now"),
    duty.escalation_policies.map((policy) => one(duty, policy)),
  );
}

function one(duty, policy) {
  return h(
    "div",
    { class: "duty-policy", key: policy.id },
    h("h3", {}, policy.name, h("span", { class: "duty-soft" }, services(policy))),
    policy.escalation_rules.map((rule, index) => level(duty, policy, rule, index + 1)),
  );
}

// A service of the policy's own name goes without saying.
function services(policy) {
  const others = policy.services.map((each) => each.summary).filter((name) => name !== policy.name);
  return others.length ? ` ${others.join(", ")}` : "";
}

function level(duty, policy, rule, number) {
  const found = duty.oncalls.filter(
    (each) => each.escalation_policy.id === policy.id && each.escalation_level === number,
  );
  return h(
    "div",
    { class: "duty-level", key: String(number) },
    h(
      "span",
      {
        class: "duty-number",
        title: `Level ${number}: ${rule.escalation_delay_in_minutes} min, then the next`,
      },
      String(number),
    ),
    h(
      "div",
      { class: "duty-people" },
      found.length ? found.map((each) => shift(each)) : h("span", { class: "duty-nobody" }, "Nobody"),
    ),
    h("span", { class: "duty-soft" }, `${rule.escalation_delay_in_minutes} min`),
  );
}

function shift(each) {
  const until = each.end ? `${fromNow(each.end).replace("in ", "")} more` : "always";
  return h(
    "div",
    { class: "duty-shift", key: `${each.user.id}/${each.schedule?.id ?? ""}` },
    person(each.user, until),
    each.schedule && takeOver(each.schedule),
  );
}

function takeOver(schedule) {
  const items = HOURS.map((hours) => ({
    label: `I take over for ${hours === 1 ? "an hour" : `${hours} hours`}`,
    onPick: () => doThere("override", { schedule: schedule.id, minutes: hours * 60 }),
  }));
  return h(
    "button",
    {
      class: "link-button",
      type: "button",
      "aria-label": `Take over ${schedule.summary}`,
      title: schedule.summary,
      onclick: ({ currentTarget }) => openMenu(currentTarget, schedule.summary, [schedule.summary, ...items]),
    },
    "Take over",
  );
}
