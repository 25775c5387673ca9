// Reactions under a message, and the picker that adds one.
import { perform } from "../blocks/actions.js";
import { h } from "../base/dom.js";
import { store } from "../base/store.js";
import { personName } from "../text/directory.js";
import { emoji, glyph } from "../text/emoji.js";
import { openEmojiPicker } from "../writing/emoji-picker.js";

const NAMED = 8; // people named on hover before "and others"

export function reactions(channel, message) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map((one) => reaction(channel, message, one)),
    h(
      "button",
      {
        class: "reaction add",
        key: "add",
        "aria-label": "Add a reaction",
        title: "Add a reaction",
        "aria-haspopup": "dialog",
        onclick: (event) => pickReaction(channel, message, event.currentTarget),
      },
      smile(),
    ),
  );
}

export function pickReaction(channel, message, node) {
  openEmojiPicker(node, (name) => react(channel, message, name, node));
}

export function react(channel, message, name, node) {
  const verb = hasMine(message, name) ? "unreact" : "react";
  return perform({ do: verb, channel: channel.id, ts: message.ts, name }, node);
}

function hasMine(message, name) {
  return (message.reactions ?? []).some((one) => one.name === name && one.users.includes(store.see.me.id));
}

function reaction(channel, message, one) {
  const isMine = one.users.includes(store.see.me.id);
  return h(
    "button",
    {
      class: isMine ? "reaction mine" : "reaction",
      key: one.name,
      title: `${whoReacted(one)} reacted with :${one.name}:`,
      "aria-pressed": String(isMine),
      "aria-label": `${one.count} ${one.name} ${one.count === 1 ? "reaction" : "reactions"}`,
      onclick: (event) => react(channel, message, one.name, event.currentTarget),
    },
    glyph(one.name) ? emoji(one.name) : `:${one.name}:`,
    h("span", {}, String(one.count)),
  );
}

function whoReacted({ users }) {
  const names = users.map((id) => (id === store.see.me.id ? "You" : personName(id)));
  const shown = names.slice(0, NAMED);
  const rest = names.length - shown.length;
  if (rest) return `${shown.join(", ")} and ${rest} others`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown[0];
}

export function smile() {
  return h(
    "svg",
    { viewBox: "0 0 16 16", class: "sign-small", "aria-hidden": "true" },
    h("path", {
      d: "M7.2 2.1a6 6 0 1 0 6.7 6.7h-1.4a4.6 4.6 0 1 1-5.3-5.3zM5.6 6a.9.9 0 1 1 0 1.8.9.9 0 0 1 0-1.8zm3.4 0a.9.9 0 1 1 0 1.8A.9.9 0 0 1 9 6zM4.7 9.2h5.2a2.7 2.7 0 0 1-5.2 0zM11.6.8h1.3v1.8h1.8v1.3h-1.8v1.8h-1.3V3.9H9.8V2.6h1.8z",
    }),
  );
}
