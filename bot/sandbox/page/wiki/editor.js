// A page while somebody writes on it: its title, and its body in storage format.
import { h } from "../base/dom.js";
import { changed } from "../base/store.js";
import { doThere } from "./doing.js";

let draft = null; // {id, number, title, body, message} while somebody writes

export function isWriting(one) {
  return draft?.id === one.id;
}

export function write(one) {
  draft = { id: one.id, number: one.version.number, title: one.title, body: one.body, message: "" };
  changed();
}

function stop() {
  draft = null;
  changed();
}

async function keep(event) {
  event.preventDefault();
  const { id, title, body, message } = draft;
  if ((await doThere({ page: id, title, body, message })).ok) stop();
}

function field(name, label, tag, props = {}) {
  return h(tag, {
    ...props,
    "aria-label": label,
    placeholder: label,
    value: draft[name],
    oninput: ({ currentTarget }) => {
      draft[name] = currentTarget.value;
    },
    onkeydown: (event) => event.key === "Escape" && stop(),
  });
}

export function editor(one) {
  const isStale = one.version.number !== draft.number;
  return h(
    "form",
    { class: "wiki-editor", onsubmit: keep, key: `editor/${one.id}` },
    field("title", "Title", "input", { class: "text-input wiki-title-input", type: "text" }),
    isStale &&
      h("p", { class: "wiki-stale", role: "status" }, "Somebody has written here since: yours goes over it."),
    field("body", "Body in storage format", "textarea", { class: "wiki-source", spellcheck: "false" }),
    h(
      "div",
      { class: "dialog-foot" },
      field("message", "What has changed?", "input", { class: "text-input wiki-message", type: "text" }),
      h("button", { class: "button", type: "button", onclick: stop }, "Cancel"),
      h("button", { class: "button primary", type: "submit" }, "Publish"),
    ),
  );
}
