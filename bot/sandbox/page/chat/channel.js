// A conversation: its head, its messages, and the place to write.
import { perform } from "../blocks/actions.js";
import { bookmarks, head } from "./channel-head.js";
import { shown, sign } from "../text/channel-name.js";
import { composer } from "./composer.js";
import { conversationName, isDm, textOf } from "../text/directory.js";
import { h } from "../base/dom.js";
import { drawLog, logShell } from "./log.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { store } from "../base/store.js";

export function channelView(channel) {
  const name = shown(channel);
  return [
    head(channel),
    bookmarks(channel),
    logShell(`log/${store.persona}/${channel.id}`, `Messages in ${name}`),
    foot(channel),
  ];
}

export function drawChannelLog(root, channel) {
  const shownMessages = channel.messages.filter(
    (message) => !isReply(message) && !store.dismissed.has(message.ts),
  );
  drawLog(root.querySelector(".log"), channel, shownMessages, { before: [beginning(channel)] });
}

export function isReply(message) {
  return message.thread_ts && message.thread_ts !== message.ts && message.subtype !== "thread_broadcast";
}

function beginning(channel) {
  const words = isDm(channel)
    ? `This conversation is just between you and ${conversationName(channel)}.`
    : `This is the very beginning of the ${shown(channel)} channel.`;
  return h(
    "div",
    { class: "beginning", key: "beginning" },
    h("h2", {}, !isDm(channel) && sign(channel), conversationName(channel)),
    h("p", {}, words, textOf(channel.purpose) && [" ", mrkdwn(textOf(channel.purpose))]),
  );
}

function foot(channel) {
  const isIn = isDm(channel) || channel.is_member;
  if (isIn && !channel.is_archived) return composer(channel.id, `Message ${shown(channel)}`);
  const enter = (event) =>
    perform({ do: channel.is_archived ? "unarchive" : "join", channel: channel.id }, event.currentTarget);
  return h(
    "div",
    { class: "foot-note", key: "foot" },
    channel.is_archived
      ? `You are viewing ${shown(channel)}, an archived channel.`
      : h("span", {}, "You are viewing ", h("strong", {}, shown(channel)), "."),
    h(
      "button",
      { class: channel.is_archived ? "button" : "button primary", onclick: enter },
      channel.is_archived ? "Unarchive channel" : "Join channel",
    ),
  );
}
