// What one turns behind PagerDuty's scenes: time, faults, services, and who is told by webhook.
import { tellSandbox } from "../backstage/ending.js";
import { h } from "../base/dom.js";
import { openMenu } from "../base/menu.js";
import { store } from "../base/store.js";
import { doThere } from "./pagerduty-doing.js";
import { account } from "./pagerduty-state.js";

const WAITS = [5, 15, 30];
const fault = (kind, { match, ...more }) =>
  tellSandbox("POST", "faults", { match: { system: account(), ...match }, fault: kind, ...more });

const FAULTS = [
  ["Down", "The next 20 calls find nobody there", () => fault("down", { times: 20 })],
  ["429", "The next 5 calls are told to wait for 5 s", () => fault("429", { times: 5, retry_after: 5 })],
  ["500", "The next 5 calls are answered 500", () => fault("500", { times: 5 })],
  ["Key refused", "The next 5 calls are answered 401", () => fault("error", { error: "2006", times: 5 })],
  [
    "Answer lost",
    "The next incident is made, and its answer lost",
    () => fault("drop", { match: { method: "POST /incidents" } }),
  ],
  [
    "Told thrice",
    "The next webhook comes three times",
    () => fault("duplicate", { match: { type: "*" } }),
  ],
];

export function breakPart(duty) {
  return [time(duty), faults()];
}

export function stagePart(duty) {
  return [services(duty), webhooks(duty)];
}

function part(title, ...content) {
  return h("section", { class: "duty-part", key: title, "aria-label": title }, h("h2", {}, title), content);
}

function small(title, words, onclick) {
  return h("button", { class: "button small", type: "button", key: title, title: words, onclick }, title);
}

function time(duty) {
  const ahead = Math.round(duty.ahead_seconds / 60);
  return part(
    "Time",
    h(
      "p",
      { class: "duty-soft" },
      ahead ? `PagerDuty's clock is ${ahead} min ahead.` : "Wait for an escalation without waiting.",
    ),
    h(
      "div",
      { class: "duty-buttons" },
      WAITS.map((minutes) =>
        small(`+${minutes} min`, `Let ${minutes} minutes pass`, () => doThere("wait", { minutes })),
      ),
    ),
  );
}

function faults() {
  const latency = store.trouble?.latency?.[account()] ?? 0;
  return part(
    "Break it",
    h(
      "div",
      { class: "duty-buttons" },
      FAULTS.map(([title, words, start]) => small(title, words, start)),
      small(latency ? "Slow: on" : "Slow", "Every call takes 3 s longer", () =>
        tellSandbox("POST", "latency", { [account()]: latency ? 0 : 3000 }),
      ),
    ),
  );
}

function services(duty) {
  return part("Services", h("ul", { class: "duty-services" }, duty.services.map(service)));
}

function service(one) {
  const go = (action, more) => () => doThere(action, { service: one.id, ...more });
  const items = [
    { label: "Maintenance for an hour", onPick: go("maintain", { minutes: 60 }) },
    { label: "Switch off", onPick: go("disable") },
    { label: "Back to normal", onPick: go("enable") },
  ];
  return h(
    "li",
    { key: one.id },
    h("span", { class: `duty-dot ${one.status}`, "aria-hidden": "true" }),
    h("span", { class: "duty-service" }, one.name),
    one.status !== "active" && h("span", { class: "duty-soft" }, one.status),
    h(
      "button",
      {
        class: "icon-button",
        type: "button",
        "aria-label": `Change ${one.name}`,
        onclick: ({ currentTarget }) => openMenu(currentTarget, one.name, items),
      },
      "⋯",
    ),
  );
}

function webhooks(duty) {
  const known = duty.webhook_subscriptions;
  if (!known.length) return part("Webhooks", h("p", { class: "duty-soft" }, "Nobody has subscribed."));
  return part("Webhooks", h("ul", { class: "duty-services" }, known.map(webhook)));
}

function webhook(one) {
  const state = one.temporarily_disabled ? "off for a day" : one.active ? `V${one.version}` : "paused";
  return h(
    "li",
    { key: one.id, title: one.url },
    h("span", {
      class: one.active && !one.temporarily_disabled ? "duty-dot active" : "duty-dot disabled",
      "aria-hidden": "true",
    }),
    h("span", { class: "duty-service" }, one.description || one.url),
    h("span", { class: "duty-soft" }, state),
    small(one.active ? "Pause" : "Resume", "", () =>
      doThere(one.active ? "pause" : "resume", { subscription: one.id }),
    ),
  );
}
