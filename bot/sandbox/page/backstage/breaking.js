// The tab in which one breaks things: bad days to start, faults made by hand, knobs, and what is on now.
import { h } from "../base/dom.js";
import { store } from "../base/store.js";
import { byHand } from "./by-hand.js";
import { tellSandbox } from "./ending.js";
import { knobs } from "./knobs.js";
import { PRESETS } from "./presets.js";
import { faultWords } from "./words.js";

export function breakTab() {
  return h(
    "div",
    { class: "breaking", key: "breaking" },
    part("Bad days", h("div", { class: "presets" }, PRESETS.map(preset))),
    part("By hand", byHand()),
    part("On now", [waiting(), knobs()]),
  );
}

function part(title, content) {
  return h(
    "section",
    { class: "breaking-part", "aria-label": title, key: title },
    h("h3", {}, title),
    content,
  );
}

function preset({ title, words, start }) {
  return h(
    "button",
    { class: "preset", type: "button", key: title, onclick: start },
    h("strong", {}, title),
    h("span", {}, words),
  );
}

function waiting() {
  const faults = store.trouble?.faults ?? [];
  if (!faults.length) return h("p", { class: "quiet-line", key: "none" }, "No fault is waiting.");
  return h("ul", { class: "faults", key: "faults", "aria-label": "Faults that wait" }, faults.map(row));
}

function row(fault) {
  const { target, what, times } = faultWords(fault);
  return h(
    "li",
    { key: `fault/${fault.id}` },
    h("span", {}, h("strong", {}, target), ` ${what}, `, h("em", {}, times)),
    h(
      "button",
      {
        class: "icon-button",
        "aria-label": `Remove: ${target} ${what}`,
        title: "Remove",
        onclick: () => tellSandbox("DELETE", `faults?id=${fault.id}`),
      },
      "✕",
    ),
  );
}
