// What one turns behind Jira's scenes: faults, what kind of Jira it is, and who is told by webhook.
import { tellSandbox } from "../backstage/ending.js";
import { h } from "../base/dom.js";
import { store } from "../base/store.js";
import { doThere } from "./jira-doing.js";

const fault = (kind, more) => tellSandbox("POST", "faults", { match: { system: "jira" }, fault: kind, ...more });
const LAG = 5000;
const DISORDER = 2000;

const FAULTS = [
  ["Down", "The next 20 calls find nobody there", () => fault("down", { times: 20 })],
  ["429", "The next 5 calls are told to wait for 5 s", () => fault("429", { times: 5, retry_after: 5 })],
  ["500", "The next 5 calls are answered 500", () => fault("500", { times: 5 })],
  ["Token refused", "The next 5 calls are answered 401", () => fault("error", { error: "401", times: 5 })],
  [
    "Answer lost",
    "The next issue is made, and its answer lost",
    () => fault("drop", { match: { system: "jira", method: "POST /rest/api/*/issue" } }),
  ],
  [
    "Told thrice",
    "The next webhook comes three times",
    () => fault("duplicate", { match: { system: "jira", type: "*" } }),
  ],
];

export function stage(site) {
  return [faults(), kind(site), webhooks(site)];
}

function part(title, ...content) {
  return h("section", { class: "duty-part", key: title, "aria-label": title }, h("h2", {}, title), content);
}

function small(title, words, onclick, isOn) {
  return h(
    "button",
    {
      class: "button small",
      type: "button",
      key: title,
      title: words,
      "aria-pressed": isOn === undefined ? undefined : String(isOn),
      onclick,
    },
    title,
  );
}

function faults() {
  const latency = store.trouble?.latency?.jira ?? 0;
  return part(
    "Break it",
    h(
      "div",
      { class: "duty-buttons" },
      FAULTS.map(([title, words, start]) => small(title, words, start)),
      small(latency ? "Slow: on" : "Slow", "Every call takes 3 s longer", () =>
        tellSandbox("POST", "latency", { jira: latency ? 0 : 3000 }),
      ),
    ),
  );
}

function kind(site) {
  const { deployment, search_lag_ms: lag, disorder_ms: disorder } = site.settings;
  const set = (said) => () => doThere({ set: said });
  const isCloud = deployment === "Cloud";
  return part(
    "What kind of Jira",
    h(
      "div",
      { class: "duty-buttons" },
      small("Cloud", "Accounts, documents, REST v2 and v3", set({ deployment: "Cloud" }), isCloud),
      small("Data Center", "User names, wiki notation, REST v2", set({ deployment: "Server" }), !isCloud),
      small("Search lags", "New issues are found 5 s later", set({ search_lag_ms: lag ? 0 : LAG }), lag > 0),
      small(
        "Webhooks overtake",
        "Every other webhook comes 2 s later",
        set({ disorder_ms: disorder ? 0 : DISORDER }),
        disorder > 0,
      ),
    ),
  );
}

function webhooks(site) {
  if (!site.webhooks.length) return part("Webhooks", h("p", { class: "duty-soft" }, "Nobody has registered."));
  return part("Webhooks", h("ul", { class: "duty-services" }, site.webhooks.map(webhook)));
}

function webhook(one) {
  const told = one.dropped ? `${one.brought} told, ${one.dropped} lost` : `${one.brought} told`;
  return h(
    "li",
    { key: one.id, title: one.url },
    h("span", { class: `duty-dot ${one.is_enabled ? "active" : "disabled"}`, "aria-hidden": "true" }),
    h("span", { class: "duty-service" }, one.name || one.url),
    h("span", { class: "duty-soft" }, one.is_enabled ? told : "off"),
  );
}
