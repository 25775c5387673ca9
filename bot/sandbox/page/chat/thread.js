// The pane on the right: one message, its replies, and the place to answer.
import { shown } from "../text/channel-name.js";
import { composer } from "./composer.js";
import { h } from "../base/dom.js";
import { drawLog, logShell } from "./log.js";
import { closeThread } from "../base/place.js";
import { store } from "../base/store.js";

export function threadView(channel) {
  return h(
    "aside",
    { class: "thread", "aria-label": "Thread", key: `thread/${store.thread}` },
    h(
      "header",
      { class: "head" },
      h("h2", {}, "Thread", h("span", { class: "head-sub" }, shown(channel))),
      h("button", { class: "icon-button", "aria-label": "Close thread", onclick: closeThread }, "✕"),
    ),
    logShell(`thread-log/${store.thread}`, "Thread"),
    (channel.is_member || channel.with) && !channel.is_archived
      ? composer(channel.id, "Reply…", store.thread)
      : null,
  );
}

export function drawThreadLog(root, channel) {
  const log = root.querySelector(".thread .log");
  if (!log) return;
  const isOfIt = (message) => message.ts === store.thread || message.thread_ts === store.thread;
  // Until the replies are here there is at least the message that they answer.
  const known = channel.thread.some(isOfIt) ? channel.thread : channel.messages;
  drawLog(
    log,
    channel,
    known.filter((message) => isOfIt(message) && !store.dismissed.has(message.ts)),
    { inThread: true },
  );
}
