// What one turns behind Confluence's scenes: faults, and what the app may do there.
import { tellSandbox } from "../backstage/ending.js";
import { h } from "../base/dom.js";
import { store } from "../base/store.js";
import { doThere } from "./doing.js";

const LAG = 5000;
const fault = (kind, more) => tellSandbox("POST", "faults", { match: { system: "confluence" }, fault: kind, ...more });

const FAULTS = [
  ["Down", "The next 20 calls find nobody there", () => fault("down", { times: 20 })],
  ["429", "The next 5 calls are told to wait for 5 s", () => fault("429", { times: 5, retry_after: 5 })],
  ["500", "The next 5 calls are answered 500", () => fault("500", { times: 5 })],
  ["Token refused", "The next 5 calls are answered 401", () => fault("error", { error: "401", times: 5 })],
  [
    "Conflict",
    "The next page is refused, as if somebody had written on it meanwhile",
    () => fault("error", { error: "409", match: { system: "confluence", method: "PUT /wiki/api/v2/pages/*" } }),
  ],
  [
    "Answer lost",
    "The next page is made, and its answer lost",
    () => fault("drop", { match: { system: "confluence", method: "POST /wiki/api/v2/pages" } }),
  ],
];

export function stage(site) {
  const { search_lag_ms: lag, is_read_only: isReadOnly } = site.settings;
  const latency = store.trouble?.latency?.confluence ?? 0;
  const set = (said) => () => doThere({ set: said });
  return h(
    "section",
    { class: "duty-part wiki-stage", key: "stage", "aria-label": "Break it" },
    h("h2", {}, "Break it"),
    h(
      "div",
      { class: "duty-buttons" },
      FAULTS.map(([title, words, start]) => small(title, words, start)),
      small(
        "Slow",
        "Every call takes 3 s longer",
        () => tellSandbox("POST", "latency", { confluence: latency ? 0 : 3000 }),
        latency > 0,
      ),
      small("App only reads", "The app's account may change nothing", set({ is_read_only: !isReadOnly }), isReadOnly),
      small("Search lags", "What is new is found 5 s later", set({ search_lag_ms: lag ? 0 : LAG }), lag > 0),
    ),
  );
}

function small(title, words, onclick, isOn) {
  const pressed = isOn === undefined ? undefined : String(isOn);
  return h(
    "button",
    { class: "button small", type: "button", key: title, title: words, "aria-pressed": pressed, onclick },
    title,
  );
}
