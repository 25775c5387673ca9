// What one turns behind Port's scenes: faults, and whether it lets the app in.
import { tellSandbox } from "../backstage/ending.js";
import { h } from "../base/dom.js";
import { store } from "../base/store.js";
import { doThere } from "./state.js";

const BULK = { system: "port", method: "POST /port/v1/blueprints/*/entities/bulk" };
const fault = (kind, more) => tellSandbox("POST", "faults", { match: { system: "port" }, fault: kind, ...more });

const FAULTS = [
  ["Down", "The next 20 calls find nobody there", () => fault("down", { times: 20 })],
  ["429", "The next 5 calls are told to wait for 5 s", () => fault("429", { times: 5, retry_after: 5 })],
  ["500", "The next 5 calls are answered 500", () => fault("500", { times: 5 })],
  ["Answer lost", "The next entities are written, and the answer lost", () => fault("drop", { match: BULK })],
  ["Token expires", "The app must fetch a new one", () => doThere({ expire: true })],
];

export function stage({ settings }) {
  const latency = store.trouble?.latency?.port ?? 0;
  const revoke = () => doThere({ set: { is_revoked: !settings.is_revoked } });
  const slow = () => tellSandbox("POST", "latency", { port: latency ? 0 : 3000 });
  return h(
    "section",
    { class: "duty-part port-stage", key: "stage", "aria-label": "Break it" },
    h("h2", {}, "Break it"),
    h(
      "div",
      { class: "duty-buttons" },
      FAULTS.map(([title, words, start]) => small(title, words, start)),
      small("Slow", "Every call takes 3 s longer", slow, latency > 0),
      small("Secret revoked", "The app's credentials are good no more", revoke, settings.is_revoked),
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
