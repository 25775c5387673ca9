// A conversation: its head, its messages, and the place to write.
import { perform } from "../blocks/actions.js";
import { bookmarks, head } from "./channel-head.js";
import { shown, sign } from "../text/channel-name.js";
import { composer } from "./composer.js";
import { appDm, conversationName, isDm, textOf } from "../text/directory.js";
import { h } from "../base/dom.js";
import { drawLog, logShell } from "./log.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { go, showAround } from "../base/place.js";
import { refresh } from "../base/server.js";
import { store } from "../base/store.js";

export function channelView(channel) {
  const name = shown(channel);
  return [
    head(channel),
    bookmarks(channel),
    logShell(`log/${store.persona}/${channel.id}`, `Messages in ${name}`),
    newer(channel),
    foot(channel),
  ];
}

export function drawChannelLog(root, channel) {
  const shownMessages = channel.messages.filter(
    (message) => !isReply(message) && !store.dismissed.has(message.ts),
  );
  drawLog(root.querySelector(".log"), channel, shownMessages, { before: [first(channel)] });
}

// What stands above the messages: the conversation's beginning, or the way to what was said before.
function first(channel) {
  if (channel.isThin) return null;
  if (!channel.has_older) return beginning(channel);
  const showOlder = () => {
    showAround(channel.messages[0].ts);
    refresh();
  };
  return h("button", { class: "more-messages", key: "older", onclick: showOlder }, "Show older messages");
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

function newer(channel) {
  if (!channel.has_newer) return null;
  return h(
    "button",
    { class: "more-messages newer", key: "newer", onclick: () => go(channel.id) },
    "You are looking at older messages. Jump to the newest",
  );
}

function foot(channel) {
  if (channel === appDm() && store.see.app.messages_tab_read_only)
    return h(
      "div",
      { class: "foot-note", key: "foot" },
      h("span", {}, "Sending messages to this app has been turned off."),
    );
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
