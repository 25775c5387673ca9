// A fault of one's own making: what happens, to which calls or envelopes, how many times.
import { h } from "../base/dom.js";
import { control } from "../base/server.js";
import { changed } from "../base/store.js";
import { tellSandbox } from "./ending.js";

// What each fault asks for beside its match: [field, label, default].
const KINDS = {
  429: { title: "429, try again later", of: ["call"], asks: ["retry_after", "After, in s", 2] },
  500: { title: "500", of: ["call"] },
  error: { title: "Error by name", of: ["call", "envelope"], asks: ["error", "Error", "internal_error"] },
  garbage: { title: "HTML instead of JSON", of: ["call"], asks: ["status", "Status", 200] },
  drop: { title: "Done, answer lost", of: ["call", "envelope"] },
  timeout: { title: "No answer", of: ["call", "envelope"], asks: ["ms", "For, in ms", 30000] },
  slow: { title: "Slow", of: ["call", "envelope"], asks: ["ms", "Longer by, in ms", 3000] },
  down: { title: "Nobody there", of: ["call", "envelope"] },
  duplicate: { title: "Delivered again", of: ["envelope"], asks: ["copies", "Copies", 2] },
};

let draft = { of: "call", kind: "429", system: "slack", target: "*", times: "1", extra: {} };
let systems = null;

function change(part) {
  draft = { ...draft, ...part };
  if (!KINDS[draft.kind].of.includes(draft.of))
    draft.kind = Object.keys(KINDS).find((kind) => KINDS[kind].of.includes(draft.of));
  changed();
}

async function learnSystems() {
  systems = [];
  systems = (await control("GET", "systems")).systems ?? [];
  changed();
}

export function byHand() {
  if (!systems) learnSystems();
  const { asks } = KINDS[draft.kind];
  return h(
    "form",
    { class: "by-hand", key: "by-hand", onsubmit: submit },
    choice(
      "Concerns",
      draft.of,
      [
        ["call", "Calls of the app"],
        ["envelope", "What the app is told"],
      ],
      (of) => change({ of, target: "*" }),
    ),
    systems?.length > 1 &&
      draft.of === "call" &&
      choice(
        "System",
        draft.system,
        systems.map((one) => [one.name, one.title]),
        (system) => change({ system, target: "*" }),
      ),
    target(),
    choice(
      "What happens",
      draft.kind,
      Object.entries(KINDS)
        .filter(([, kind]) => kind.of.includes(draft.of))
        .map(([name, kind]) => [name, kind.title]),
      (kind) => change({ kind }),
    ),
    asks &&
      entry(
        asks[1],
        draft.extra[asks[0]] ?? asks[2],
        (value) => change({ extra: { ...draft.extra, [asks[0]]: value } }),
        `extra/${asks[0]}`,
      ),
    entry("How many times", draft.times, (times) => change({ times }), "times"),
    h("button", { class: "button primary", type: "submit", key: "go" }, "Break it"),
  );
}

function target() {
  const system = systems?.find((one) => one.name === draft.system);
  const known = (draft.of === "call" ? system?.methods : system?.types) ?? [];
  return h(
    "label",
    { class: "knob", key: "target" },
    h("span", {}, draft.of === "call" ? "Method (* for any)" : "Type (* for any)"),
    h("input", {
      class: "text-input",
      type: "text",
      list: "known-targets",
      spellcheck: "false",
      value: draft.target,
      oninput: ({ currentTarget }) => change({ target: currentTarget.value }),
    }),
    h(
      "datalist",
      { id: "known-targets" },
      known.map((name) => h("option", { value: name, key: name })),
    ),
  );
}

function choice(label, value, options, onPick) {
  return h(
    "label",
    { class: "knob", key: label },
    h("span", {}, label),
    h(
      "select",
      { class: "text-input", value, onchange: ({ currentTarget }) => onPick(currentTarget.value) },
      options.map(([name, title]) => h("option", { value: name, key: name }, title)),
    ),
  );
}

function entry(label, value, onInput, key) {
  return h(
    "label",
    { class: "knob", key },
    h("span", {}, label),
    h("input", {
      class: "text-input",
      value: String(value),
      oninput: ({ currentTarget }) => onInput(currentTarget.value),
    }),
  );
}

async function submit(event) {
  event.preventDefault();
  const { of, kind, system, target: wanted, times, extra } = draft;
  const { asks } = KINDS[kind];
  const name = wanted.trim() || "*";
  const match =
    of === "call" ? { system, method: name } : name === "*" && kind === "duplicate" ? {} : { type: name };
  const more = asks ? { [asks[0]]: number(extra[asks[0]] ?? asks[2]) } : {};
  await tellSandbox("POST", "faults", { match, fault: kind, times: number(times), ...more });
}

// The sandbox says what is wrong with anything that is no number.
function number(text) {
  return /^\d+$/.test(text) ? Number(text) : text;
}
