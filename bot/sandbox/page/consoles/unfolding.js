// What happened to one thing, which somebody can unfold, the newest first.
import { h } from "../base/dom.js";

// Words: [when it is folded, when it is not]. Entries: gives what is listed.
export function unfolding(isOpen, toggle, words, entries) {
  return [
    h(
      "button",
      {
        class: "link-button duty-log-toggle",
        type: "button",
        key: "toggle",
        "aria-expanded": String(isOpen),
        onclick: toggle,
      },
      words[Number(isOpen)],
    ),
    isOpen && h("ol", { class: "duty-log", key: "list" }, entries()),
  ];
}
