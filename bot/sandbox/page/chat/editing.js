// A message while its author changes it, where it stands.
import { perform } from "../blocks/actions.js";
import { h } from "../base/dom.js";
import { changed, store } from "../base/store.js";
import { unescape } from "../text/emoji.js";
import { personName } from "../text/directory.js";

let open = null; // {channel, ts, text}

export function startEditing(channel, message) {
  open = { channel: channel.id, ts: message.ts, text: typedAgain(message.text) };
  changed();
}

export function isEdited(channel, message) {
  return open?.channel === channel.id && open.ts === message.ts;
}

// As it was typed: names instead of the references that Slack made of them.
function typedAgain(text) {
  return unescape(
    text
      .replace(/<@(\w+)(?:\|[^>]*)?>/g, (whole, id) => `@${nameOf(id)}`)
      .replace(/<#(\w+)\|([^>]*)>/g, "#$2")
      .replace(/<!(here|channel|everyone)>/g, "@$1")
      .replace(/<!subteam\^(\w+)[^>]*>/g, (whole, id) => handleOf(id) ?? whole)
      .replace(/<(https?:[^|>]+)>/g, "$1"),
  );
}

function nameOf(id) {
  return store.see.people.find((one) => one.id === id)?.name ?? personName(id);
}

function handleOf(id) {
  const group = store.see.usergroups.find((one) => one.id === id);
  return group && `@${group.handle}`;
}

export function editor(channel, message) {
  const box = h("textarea", {
    class: "text-input editing-text",
    "aria-label": "Edit message",
    rows: String(Math.min(8, open.text.split("\n").length)),
    value: open.text,
    oninput: ({ currentTarget }) => {
      open.text = currentTarget.value;
    },
    onkeydown: (event) => {
      if (event.key === "Escape") stop();
      else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save(channel, message);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  });
  queueMicrotask(() => box.isConnected && box !== document.activeElement && box.focus());
  return h(
    "form",
    {
      class: "editing",
      key: "editing",
      onsubmit: (event) => {
        event.preventDefault();
        save(channel, message);
      },
    },
    box,
    h(
      "div",
      { class: "editing-foot" },
      h("button", { class: "button small", type: "button", onclick: stop }, "Cancel"),
      h("button", { class: "button small primary", type: "submit" }, "Save"),
    ),
  );
}

function stop() {
  open = null;
  changed();
}

async function save(channel, message) {
  const text = open.text.trim();
  if (!text) return;
  if (text === typedAgain(message.text)) return stop();
  if ((await perform({ do: "edit", channel: channel.id, ts: message.ts, text })).ok) stop();
}
