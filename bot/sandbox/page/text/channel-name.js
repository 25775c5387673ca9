// What a conversation is called, and the sign before its name.
import { conversationName, isDm } from "./directory.js";
import { h } from "../base/dom.js";

export function shown(channel) {
  if (isDm(channel)) return conversationName(channel);
  return `${channel.is_private ? "🔒" : "#"}${channel.name}`;
}

export function sign(channel) {
  return h("span", { class: "sign", "aria-hidden": "true" }, channel.is_private ? lock() : "#");
}

function lock() {
  return h(
    "svg",
    { viewBox: "0 0 16 16", class: "lock" },
    h("path", {
      d: "M4.5 7V5.2a3.5 3.5 0 0 1 7 0V7h.5a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zm1.4 0h4.2V5.2a2.1 2.1 0 0 0-4.2 0z",
    }),
  );
}
