// The strip above a conversation that says, for as long as it is so, that something is broken on purpose.
import { h } from "../base/dom.js";
import { backToNormal } from "./ending.js";
import { openBackstage } from "./open.js";
import { troubles } from "./words.js";

export function troubleStrip() {
  const found = troubles();
  if (!found.length) return null;
  const words = found.join(" · ");
  return h(
    "div",
    { class: "trouble", role: "status", key: "trouble" },
    h("span", { class: "trouble-sign", "aria-hidden": "true" }, "⚡"),
    h(
      "button",
      { class: "trouble-words", title: "Show in Backstage", onclick: () => openBackstage("break") },
      "On purpose: ",
      words,
    ),
    h("button", { class: "button small", onclick: backToNormal }, "Back to normal"),
  );
}
