// The dialog that tells which keys do what.
import { closeDialog, openDialog } from "../base/dialog.js";
import { h } from "../base/dom.js";

const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);
const CTRL = isMac ? "⌘" : "Ctrl";
const ALT = isMac ? "⌥" : "Alt";

const GROUPS = [
  [
    "Go",
    [
      [[CTRL, "K"], "Jump to a conversation"],
      [[ALT, "↑"], "Previous conversation"],
      [[ALT, "↓"], "Next conversation"],
      [[ALT, "Shift", "↓"], "Next unread conversation"],
      [[CTRL, ";"], "Be somebody else"],
    ],
  ],
  [
    "Read and write",
    [
      [["↑"], "Message above, in the list of messages"],
      [["Enter"], "Send a message"],
      [["Shift", "Enter"], "New line"],
      [["Esc"], "Close what is on top"],
    ],
  ],
  [
    "Sandbox",
    [
      [[CTRL, "."], "Backstage"],
      [[CTRL, "/"], "These shortcuts"],
    ],
  ],
];

export function showShortcuts() {
  openDialog("Keyboard shortcuts", "shortcuts", [
    h(
      "header",
      { class: "modal-head" },
      h("h2", {}, "Keyboard shortcuts"),
      h("button", { class: "icon-button", "aria-label": "Close", onclick: closeDialog }, "✕"),
    ),
    h("div", { class: "shortcuts-body" }, GROUPS.map(group)),
  ]);
}

function group([title, rows]) {
  return h(
    "section",
    {},
    h("h3", {}, title),
    h(
      "dl",
      {},
      rows.map(([keys, words]) =>
        h(
          "div",
          {},
          h("dt", {}, words),
          h(
            "dd",
            {},
            keys.map((key) => h("kbd", {}, key)),
          ),
        ),
      ),
    ),
  );
}
