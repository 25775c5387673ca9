// People, channels, usergroups and links inside a text.
import { conversation, conversationName, isDm, person, personName, usergroup } from "./directory.js";
import { slackDate } from "./dates.js";
import { unescape } from "./emoji.js";
import { h } from "../base/dom.js";
import { addressOf, addressOfLink } from "../base/place.js";
import { store } from "../base/store.js";
import { canvasAt } from "../papers/canvas-card.js";
import { openCanvas } from "../papers/open.js";

export function userMention(id) {
  const name = personName(id);
  const isMe = id === store.see.me.id;
  return h(
    "span",
    { class: isMe ? "mention mention-me" : "mention", "data-user": id, title: person(id)?.title },
    `@${name}`,
  );
}

export function channelMention(id, fallback) {
  const channel = conversation(id);
  if (channel && !isDm(channel)) {
    return h(
      "a",
      { class: "mention", href: addressOf(id), "data-channel": id },
      `${channel.is_private ? "🔒" : "#"}${conversationName(channel)}`,
    );
  }
  return h("span", { class: "mention", "data-channel": id }, fallback ? `#${fallback}` : "🔒private-channel");
}

export function usergroupMention(id, fallback) {
  const group = usergroup(id);
  return h(
    "span",
    { class: "mention", "data-usergroup": id, title: group?.name },
    group ? `@${group.handle}` : (fallback ?? `@${id}`),
  );
}

export function broadcast(range) {
  return h("span", { class: "mention mention-me", "data-range": range }, `@${range}`);
}

export function link(url, content) {
  const canvas = canvasAt(url);
  if (canvas) return canvasLink(canvas, content === url ? canvas.title : content);
  const here = addressOfLink(url);
  if (here) return h("a", { href: here }, content);
  const isSafe = /^(https?|mailto|tel|slack):/i.test(url);
  return isSafe
    ? h("a", { href: url, target: "_blank", rel: "noreferrer" }, content)
    : h("span", {}, content);
}

function canvasLink(canvas, content) {
  const open = (event) => {
    event.preventDefault();
    openCanvas(canvas.id);
  };
  return h("a", { href: "#", onclick: open, "data-canvas": canvas.id }, content);
}

export function date(ts, template, url, fallback) {
  const text = slackDate(ts, template) ?? fallback;
  const node = h("time", { class: "date", title: fallback }, text);
  return url ? link(url, node) : node;
}

// The inside of <…>: https://docs.slack.dev/messaging/formatting-message-text
export function control(inside) {
  const [target, ...rest] = inside.split("|");
  const label = rest.join("|");
  if (target.startsWith("@")) return userMention(target.slice(1));
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (target.startsWith("!subteam^")) return usergroupMention(target.split("^")[1], label);
  if (target.startsWith("!date^")) {
    const [, ts, template, url] = target.split("^");
    return date(ts, unescape(template ?? ""), url, unescape(label));
  }
  if (target.startsWith("!")) return broadcast(target.slice(1).split("^")[0]);
  return link(unescape(target), label || unescape(target).replace(/^mailto:/, ""));
}
