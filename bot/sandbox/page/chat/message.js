// One message: who, when, what, and what can be done with it.
import { avatar } from "../base/avatar.js";
import { blocks } from "../blocks/blocks.js";
import { clock, full, moment, relativeMoment } from "../text/dates.js";
import { personName } from "../text/directory.js";
import { h } from "../base/dom.js";
import { glyph } from "../text/emoji.js";
import { messageForm } from "../blocks/forms.js";
import { openThread } from "../base/place.js";
import { picture } from "../base/picture.js";
import { linkedCanvases } from "../papers/canvas-card.js";
import { files } from "../papers/files.js";
import { attachments } from "./attachments.js";
import { editor, isEdited } from "./editing.js";
import { tools } from "./message-tools.js";
import { reactions } from "./reactions.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { changed, store } from "../base/store.js";

const QUIET =
  /^(channel|group)_|^(pinned_item|unpinned_item|bot_add|bot_remove|tombstone|reminder_add|sh_room_created)$/;

export function isQuiet(message) {
  return QUIET.test(message.subtype ?? "");
}

export function author(message) {
  const isApp = Boolean(message.bot_id) || message.user === store.see.app.bot_user_id;
  const id = message.user ?? (isApp ? store.see.app.bot_user_id : message.bot_id);
  const name = message.username ?? (isApp && message.bot_profile?.name) ?? personName(id ?? "");
  return { id, name: name || personName(id ?? ""), isApp };
}

// options: {isFirst: starts a group, isPinned, inThread}
export function messageRow(channel, message, { isFirst, isPinned, inThread }) {
  const date = moment(message.ts);
  const who = author(message);
  const classes = [
    "message",
    isFirst ? "first" : "",
    isPinned ? "pinned" : "",
    message.is_ephemeral ? "ephemeral" : "",
    message.ts === store.highlight ? "highlight" : "",
  ];
  return h(
    "article",
    {
      class: classes.filter(Boolean).join(" "),
      "data-ts": message.ts,
      "data-channel": channel.id,
      "aria-label": `${who.name}, ${clock(date)}`,
      tabindex: "-1",
    },
    mark(message, isPinned),
    h(
      "div",
      { class: "gutter" },
      isFirst ? face(message, who) : h("time", { class: "late-time", title: full(date) }, clock(date)),
    ),
    h(
      "div",
      { class: "message-main" },
      isFirst && head(who, date),
      replyLine(channel, message, inThread),
      isEdited(channel, message) ? editor(channel, message) : body(channel, message),
      below(channel, message, inThread),
    ),
    tools(channel, message, { isPinned, inThread }),
  );
}

function mark(message, isPinned) {
  if (message.is_ephemeral)
    return h(
      "div",
      { class: "message-mark" },
      h("span", { "aria-hidden": "true" }, "👁"),
      "Only visible to you",
    );
  return isPinned
    ? h("div", { class: "message-mark" }, h("span", { "aria-hidden": "true" }, "📌"), "Pinned")
    : null;
}

// icon_emoji and icon_url: https://docs.slack.dev/reference/methods/chat.postMessage#authorship
function face({ icons }, who) {
  const sign = icons?.emoji && glyph(icons.emoji.replaceAll(":", ""));
  if (sign) return h("span", { class: "avatar avatar-emoji", "aria-hidden": "true" }, sign);
  const url = icons?.image_48;
  const isOurs = url && new URL(url, location.href).origin === location.origin;
  return isOurs ? picture(url, "", "avatar") : avatar(who.id, who.name);
}

// A reply that was sent to the channel too says whose thread it is from.
function replyLine(channel, message, inThread) {
  if (message.subtype !== "thread_broadcast" || inThread) return null;
  const parent = channel.messages.find((one) => one.ts === message.thread_ts);
  return h(
    "button",
    { class: "reply-line", type: "button", onclick: () => openThread(message) },
    "replied to a thread: ",
    h("span", {}, parent?.text ? mrkdwn(firstLine(parent.text)) : "open it"),
  );
}

function firstLine(text) {
  return text.replaceAll("```", "").trim().split("\n")[0].slice(0, 80);
}

function head(who, date) {
  return h(
    "div",
    { class: "message-head" },
    h("span", { class: "author" }, who.name),
    who.isApp && h("span", { class: "badge" }, "APP"),
    h("time", { title: full(date), datetime: date.toISOString() }, clock(date)),
  );
}

function body(channel, message) {
  if (isQuiet(message))
    return h("div", { class: "message-text quiet" }, mrkdwn(withoutAuthor(message)), company(message));
  const edited =
    message.edited && h("span", { class: "edited", title: full(moment(message.edited.ts)) }, " (edited)");
  const content =
    message.blocks?.length && !isTyped(message)
      ? h("div", { class: "blocks" }, blocks(messageForm(channel, message)), edited)
      : message.text && h("div", { class: "message-text" }, mrkdwn(message.text), edited);
  return [content, attachments(channel, message), files(message), linkedCanvases(message)];
}

// Slack makes rich_text of what people type; its text says the same.
function isTyped({ bot_id, blocks: [first, ...more], text }) {
  return !bot_id && first.type === "rich_text" && !more.length && Boolean(text);
}

const NAMED = 3;

function company({ company: ids = [] }) {
  if (!ids.length) return null;
  const names = ids.map(personName);
  const rest = names.length - NAMED;
  const shown = rest > 1 ? [...names.slice(0, NAMED), `${rest} others`] : names;
  const words = shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown[0];
  return h("span", { title: names.join(", ") }, ` along with ${words}`);
}

// "<@U1> has joined": the author's name stands above it already.
function withoutAuthor({ text, user }) {
  return text.startsWith(`<@${user}> `) ? text.slice(user.length + 4) : text;
}

function below(channel, message, inThread) {
  const replies =
    !inThread &&
    message.reply_count > 0 &&
    h(
      "a",
      {
        class: "replies",
        href: `#${store.persona}/${channel.id}`,
        onclick: (event) => {
          event.preventDefault();
          openThread(message);
        },
        "aria-label": `${replyWord(message.reply_count)}, open thread`,
      },
      (message.reply_users ?? []).slice(0, 4).map((id) => avatar(id, undefined, "tiny")),
      h("strong", {}, replyWord(message.reply_count)),
      message.latest_reply && h("span", {}, `Last reply ${relativeMoment(moment(message.latest_reply))}`),
    );
  const dismiss =
    message.is_ephemeral &&
    h(
      "button",
      {
        class: "link-button",
        onclick: () => {
          store.dismissed.add(message.ts);
          changed();
        },
      },
      "Dismiss message",
    );
  return [reactions(channel, message), replies, dismiss];
}

function replyWord(count) {
  return count === 1 ? "1 reply" : `${count} replies`;
}
