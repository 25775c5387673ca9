// The small buttons below the place where one writes: files, emoji, people, shortcuts.
import { perform } from "../blocks/actions.js";
import { h } from "../base/dom.js";
import { openMenu } from "../base/menu.js";
import { store } from "../base/store.js";
import { pickFiles } from "../papers/uploading.js";
import { openEmojiPicker } from "../writing/emoji-picker.js";
import { insert } from "../writing/formatting.js";
import { addFiles } from "./pending-files.js";

export function composerTools(place, thread) {
  return [
    tool("Attach files", plus(), async () => {
      const files = await pickFiles();
      if (files.length) addFiles(place, files);
    }),
    tool(
      "Emoji",
      "☺",
      (node) => openEmojiPicker(node, (name) => insert(boxOf(node), `:${name}: `)),
      "dialog",
    ),
    tool("Mention somebody", "@", (node) => insert(boxOf(node), before(boxOf(node)))),
    !thread && shortcutsButton(),
    h("span", { class: "composer-hint" }, thread ? "" : "Type / for commands, @ for people, # for channels"),
  ];
}

function boxOf(node) {
  return node.closest("form").querySelector("textarea");
}

// A sign that opens suggestions stands apart from the word before it.
function before(box) {
  const last = box.value[box.selectionStart - 1];
  return last && !/\s/.test(last) ? " @" : "@";
}

function tool(label, content, onPick, popup) {
  return h(
    "button",
    {
      class: "icon-button",
      type: "button",
      "aria-label": label,
      title: label,
      key: label,
      "aria-haspopup": popup,
      onclick: (event) => onPick(event.currentTarget),
    },
    content,
  );
}

function plus() {
  return h(
    "svg",
    { viewBox: "0 0 16 16", class: "sign-small", "aria-hidden": "true" },
    h("path", { d: "M7.3 2.5h1.4v4.8h4.8v1.4H8.7v4.8H7.3V8.7H2.5V7.3h4.8z" }),
  );
}

function shortcutsButton() {
  const shortcuts = store.see.shortcuts.filter((one) => !one.type.startsWith("message"));
  if (!shortcuts.length) return null;
  const open = (node) =>
    openMenu(node, "Shortcuts", [
      store.see.app.name,
      ...shortcuts.map((one) => ({
        label: one.name,
        detail: one.description,
        onPick: () =>
          perform({ do: "shortcut", callback_id: one.callback_id }, null, {
            operation_timeout: `${one.name} failed with the error "operation_timeout"`,
          }),
      })),
    ]);
  return tool("Shortcuts", "⚡", open, "menu");
}
