// One message: who, when, what, and what can be done with it.
import { perform } from "../blocks/actions.js";
import { avatar } from "../base/avatar.js";
import { blocks } from "../blocks/blocks.js";
import { clock, full, moment, relativeMoment } from "../text/dates.js";
import { personName } from "../text/directory.js";
import { h } from "../base/dom.js";
import { emoji, glyph } from "../text/emoji.js";
import { messageForm } from "../blocks/forms.js";
import { openThread } from "../base/place.js";
import { tools } from "./message-tools.js";
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
      isFirst ? avatar(who.id, who.name) : h("time", { class: "late-time", title: full(date) }, clock(date)),
    ),
    h(
      "div",
      { class: "message-main" },
      isFirst && head(who, date),
      body(channel, message),
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
  if (isQuiet(message)) return h("div", { class: "message-text quiet" }, mrkdwn(withoutAuthor(message)));
  const edited =
    message.edited && h("span", { class: "edited", title: full(moment(message.edited.ts)) }, " (edited)");
  const content =
    message.blocks?.length && !isTyped(message)
      ? h("div", { class: "blocks" }, blocks(messageForm(channel, message)), edited)
      : h("div", { class: "message-text" }, mrkdwn(message.text), edited);
  return [content, (message.attachments ?? []).map((one) => attachment(channel, message, one))];
}

// Slack makes rich_text of what people type; its text says the same.
function isTyped({ bot_id, blocks: [first, ...more], text }) {
  return !bot_id && first.type === "rich_text" && !more.length && Boolean(text);
}

// "<@U1> has joined": the author's name stands above it already.
function withoutAuthor({ text, user }) {
  return text.startsWith(`<@${user}> `) ? text.slice(user.length + 4) : text;
}

function attachment(channel, message, one) {
  const inside = one.blocks
    ? blocks({ ...messageForm(channel, message), blocks: one.blocks })
    : [one.title && h("strong", {}, one.title), h("div", {}, mrkdwn(one.text ?? one.fallback))];
  return h("div", { class: "attachment" }, inside);
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

function reactions(channel, message) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map((one) => {
      const isMine = one.users.includes(store.see.me.id);
      const names = one.users.map(personName).join(", ");
      const body = { do: isMine ? "unreact" : "react", channel: channel.id, ts: message.ts, name: one.name };
      return h(
        "button",
        {
          class: isMine ? "reaction mine" : "reaction",
          key: one.name,
          title: `${names} reacted with :${one.name}:`,
          "aria-pressed": String(isMine),
          "aria-label": `${one.count} ${one.name} ${one.count === 1 ? "reaction" : "reactions"}`,
          onclick: (event) => perform(body, event.currentTarget),
        },
        glyph(one.name) ? emoji(one.name) : `:${one.name}:`,
        h("span", {}, String(one.count)),
      );
    }),
  );
}
