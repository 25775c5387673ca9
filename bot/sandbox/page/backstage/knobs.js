// What is turned rather than started: latency, rate tiers, and the app's connections.
import { h } from "../base/dom.js";
import { store } from "../base/store.js";
import { tellSandbox } from "./ending.js";
import { many } from "./words.js";

const MOST_LATENCY = 5000;
const SPEEDS = [
  [1, "a real minute"],
  [10, "6 seconds"],
  [60, "1 second"],
];

export function knobs() {
  const { latency = {}, limits = { tiers: false, speed: 1 }, connections = 0 } = store.trouble ?? {};
  return h(
    "div",
    { class: "knobs", key: "knobs" },
    delay(latency.slack ?? 0),
    rates(limits),
    sockets(connections),
  );
}

function delay(ms) {
  const set = ({ currentTarget }) => tellSandbox("POST", "latency", { slack: Number(currentTarget.value) });
  const most = String(MOST_LATENCY);
  return h(
    "div",
    { class: "knob", key: "latency" },
    h("span", { id: "latency-words" }, "Every call takes longer, in ms"),
    h(
      "div",
      { class: "knob-pair" },
      h("input", {
        type: "range",
        min: "0",
        max: most,
        step: "100",
        "aria-labelledby": "latency-words",
        value: String(ms),
        onchange: set,
      }),
      h("input", {
        class: "text-input",
        type: "number",
        min: "0",
        step: "50",
        "aria-labelledby": "latency-words",
        value: String(ms),
        onchange: set,
      }),
    ),
  );
}

function rates({ tiers, speed }) {
  const set = (body) => tellSandbox("POST", "limits", { tiers, speed, ...body });
  return h(
    "div",
    { class: "knob", key: "rates" },
    switchOf("Rate limits, as Slack's tiers have them", tiers, (isOn) => set({ tiers: isOn })),
    tiers &&
      h(
        "label",
        { class: "knob-pair" },
        h("span", {}, "Their minute lasts"),
        h(
          "select",
          {
            class: "text-input",
            value: String(speed),
            onchange: ({ currentTarget }) => set({ speed: Number(currentTarget.value) }),
          },
          speeds(speed).map(([value, words]) =>
            h("option", { value: String(value), key: String(value) }, words),
          ),
        ),
      ),
  );
}

// One that was set from elsewhere is shown as well.
function speeds(speed) {
  return SPEEDS.some(([value]) => value === speed)
    ? SPEEDS
    : [...SPEEDS, [speed, `${(60 / speed).toFixed(1)} seconds`]];
}

function sockets(count) {
  const now = (fault, more) => tellSandbox("POST", "faults", { match: { system: "slack" }, fault, ...more });
  const button = (title, words, onclick) =>
    h("button", { class: "button small", type: "button", title: words, disabled: !count, onclick }, title);
  return h(
    "div",
    { class: "knob", key: "sockets", role: "group", "aria-label": "Sockets" },
    h(
      "span",
      {},
      count ? `${many(count, "Socket Mode connection")} open` : "No Socket Mode connection is open",
    ),
    h(
      "div",
      { class: "knob-buttons" },
      button("Warning", "Tell every connection that it will be closed soon", () =>
        now("refresh", { reason: "warning" }),
      ),
      button("Refresh", "Ask every connection to leave for a new one", () => now("refresh")),
      button("Disconnect one", "Cut one connection at once", () => now("disconnect", { connections: 1 })),
      button("Disconnect all", "Cut every connection at once", () => now("disconnect")),
    ),
  );
}

export function switchOf(words, isOn, onChange) {
  return h(
    "label",
    { class: "switch" },
    h("input", {
      type: "checkbox",
      role: "switch",
      checked: isOn,
      onchange: ({ currentTarget }) => onChange(currentTarget.checked),
    }),
    h("span", { class: "switch-track", "aria-hidden": "true" }),
    h("span", {}, words),
  );
}
