// The pane on the right: one message, its replies, and the place to answer.
import { shown } from "../text/channel-name.js";
import { isReply } from "./channel.js";
import { composer } from "./composer.js";
import { h } from "../base/dom.js";
import { drawLog, logShell } from "./log.js";
import { changed, store } from "../base/store.js";

export function threadView(channel) {
  const close = () => {
    store.thread = "";
    changed();
  };
  return h(
    "aside",
    { class: "thread", "aria-label": "Thread", key: `thread/${store.thread}` },
    h(
      "header",
      { class: "head" },
      h("h2", {}, "Thread", h("span", { class: "head-sub" }, shown(channel))),
      h("button", { class: "icon-button", "aria-label": "Close thread", onclick: close }, "✕"),
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
  const root_ts = store.thread;
  const ofThread = channel.messages.filter(
    (message) =>
      message.ts === root_ts ||
      (message.thread_ts === root_ts && (isReply(message) || message.subtype === "thread_broadcast")),
  );
  const nested =
    channel.messages
      .find((message) => message.ts === root_ts)
      ?.replies?.filter((reply) => reply.text !== undefined) ?? [];
  drawLog(
    log,
    channel,
    [...ofThread, ...nested].filter((message) => !store.dismissed.has(message.ts)),
    { inThread: true },
  );
}
