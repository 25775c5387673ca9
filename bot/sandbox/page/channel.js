// A conversation: its head, its messages, and the place to write.
import { avatar } from "./avatar.js";
import { perform } from "./actions.js";
import { composer } from "./composer.js";
import { askText } from "./confirm.js";
import { conversationName, isDm, person, pinsOf, textOf } from "./directory.js";
import { h } from "./dom.js";
import { unescape } from "./emoji.js";
import { drawLog, logShell } from "./log.js";
import { mrkdwn } from "./mrkdwn.js";
import { openMenu } from "./menu.js";
import { openPopup } from "./popup.js";
import { go } from "./place.js";
import { relativeMoment, moment } from "./dates.js";
import { changed, store } from "./store.js";

export function channelView(channel) {
  const name = shown(channel);
  return [head(channel), bookmarks(channel), logShell(`log/${store.persona}/${channel.id}`, `Messages in ${name}`), foot(channel)];
}

export function drawChannelLog(root, channel) {
  const shownMessages = channel.messages.filter((message) => !isReply(message) && !store.dismissed.has(message.ts));
  drawLog(root.querySelector(".log"), channel, shownMessages, { before: [beginning(channel)] });
}

export function isReply(message) {
  return message.thread_ts && message.thread_ts !== message.ts && message.subtype !== "thread_broadcast";
}

export function shown(channel) {
  if (isDm(channel)) return conversationName(channel);
  return `${channel.is_private ? "🔒" : "#"}${channel.name}`;
}

export function sign(channel) {
  return h("span", { class: "sign", "aria-hidden": "true" }, channel.is_private ? lock() : "#");
}

function lock() {
  return h("svg", { viewBox: "0 0 16 16", class: "lock" }, h("path", { d: "M4.5 7V5.2a3.5 3.5 0 0 1 7 0V7h.5a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zm1.4 0h4.2V5.2a2.1 2.1 0 0 0-4.2 0z" }));
}

function head(channel) {
  const dm = isDm(channel);
  const pins = pinsOf(channel);
  return h(
    "header", { class: "head", key: `head/${channel.id}` },
    menuButton(),
    h("h1", {}, !dm && sign(channel), h("span", { class: "head-name" }, conversationName(channel)), channel.is_archived && h("span", { class: "tag" }, "archived")),
    !dm && h("div", { class: "topic", title: textOf(channel.topic) }, mrkdwn(textOf(channel.topic))),
    h("div", { class: "head-tools" },
      !dm && h("button", { class: "head-button", "aria-label": `${channel.members.length} members`, "aria-haspopup": "dialog", onclick: (event) => showMembers(event.currentTarget, channel) }, h("span", { "aria-hidden": "true" }, "👥"), String(channel.members.length)),
      pins.length > 0 && h("button", { class: "head-button", "aria-label": `${pins.length} pinned`, "aria-haspopup": "dialog", onclick: (event) => showPins(event.currentTarget, channel, pins) }, h("span", { "aria-hidden": "true" }, "📌"), String(pins.length)),
      !dm && channel.is_member && !channel.is_archived && h("button", { class: "head-button", "aria-label": "Channel actions", "aria-haspopup": "menu", onclick: (event) => openMenu(event.currentTarget, "Channel actions", channelActions(channel)) }, "⋮")),
  );
}

export function menuButton() {
  return h("button", { class: "head-button only-narrow", "aria-label": "Open the sidebar", onclick: () => { store.sidebarOpen = true; changed(); } }, "☰");
}

function channelActions(channel) {
  const here = { channel: channel.id };
  return [
    { label: "Rename channel…", onPick: async () => {
      const name = await askText("Rename this channel", "Name", channel.name, "Rename");
      if (name && name !== channel.name) perform({ do: "rename", ...here, name });
    } },
    { label: "Set the topic…", onPick: async () => {
      const text = await askText("Set the topic", "Topic", unescape(textOf(channel.topic)), "Save");
      if (text) perform({ do: "set_topic", ...here, text });
    } },
    { label: "Leave channel", onPick: () => perform({ do: "leave", ...here }) },
    { label: "Archive channel", isDanger: true, onPick: () => perform({ do: "archive", ...here }) },
  ];
}

function showMembers(anchor, channel) {
  const rows = channel.members.map((id) => h("div", { class: "person-row" }, avatar(id, undefined, "small"), h("span", {}, h("strong", {}, person(id)?.real_name ?? id), h("span", { class: "menu-detail" }, person(id)?.title ?? ""))));
  openPopup(anchor, [h("div", { class: "popup-heading" }, "Members"), rows], { role: "dialog", label: "Members" }).focus();
}

function showPins(anchor, channel, pins) {
  const rows = pins.map((ts) => {
    const message = channel.messages.find((one) => one.ts === ts);
    return h("button", { class: "menu-item", onclick: () => go(`${channel.id}/${ts}`) }, h("span", { class: "menu-label" }, message?.text?.slice(0, 120) || "A message"), h("span", { class: "menu-detail" }, relativeMoment(moment(ts))));
  });
  openPopup(anchor, [h("div", { class: "popup-heading" }, "Pinned"), rows], { role: "dialog", label: "Pinned messages" }).focus();
}

function bookmarks(channel) {
  if (!channel.bookmarks?.length) return null;
  return h("nav", { class: "bookmarks", "aria-label": "Bookmarks", key: "bookmarks" }, channel.bookmarks.map((one) => h("a", { href: /^https?:/.test(one.link ?? "") ? one.link : undefined, target: "_blank", rel: "noreferrer" }, "🔗 ", one.title)));
}

function beginning(channel) {
  const words = isDm(channel)
    ? `This conversation is just between you and ${conversationName(channel)}.`
    : `This is the very beginning of the ${shown(channel)} channel.`;
  return h("div", { class: "beginning", key: "beginning" },
    h("h2", {}, !isDm(channel) && sign(channel), conversationName(channel)),
    h("p", {}, words, textOf(channel.purpose) && [" ", mrkdwn(textOf(channel.purpose))]));
}

function foot(channel) {
  const isIn = isDm(channel) || channel.is_member;
  if (isIn && !channel.is_archived) return composer(channel.id, `Message ${shown(channel)}`);
  const enter = (event) => perform({ do: channel.is_archived ? "unarchive" : "join", channel: channel.id }, event.currentTarget);
  return h("div", { class: "foot-note", key: "foot" },
    channel.is_archived ? `You are viewing ${shown(channel)}, an archived channel.` : h("span", {}, "You are viewing ", h("strong", {}, shown(channel)), "."),
    h("button", { class: channel.is_archived ? "button" : "button primary", onclick: enter }, channel.is_archived ? "Unarchive channel" : "Join channel"));
}
