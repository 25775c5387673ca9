// What hangs under a message's text: attachments of the old kind, and messages that are linked.
import { h } from "../base/dom.js";
import { picture } from "../base/picture.js";
import { blocks } from "../blocks/blocks.js";
import { messageForm } from "../blocks/forms.js";
import { moment, relativeMoment } from "../text/dates.js";
import { link } from "../text/mentions.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { quoted } from "./quoted.js";

export function attachments(channel, message) {
  const old = (message.attachments ?? []).map((one) => attachment(channel, message, one));
  return [old, quoted(message)];
}

function attachment(channel, message, one) {
  const inside = one.blocks ? blocks({ ...messageForm(channel, message), blocks: one.blocks }) : classic(one);
  const node = h("div", { class: "attachment" }, inside);
  const color = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" }[one.color] ?? one.color;
  if (color) node.style.borderLeftColor = /^[0-9a-f]{3,8}$/i.test(color) ? `#${color}` : color;
  return node;
}

// https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments
function classic(one) {
  return [
    one.pretext && h("div", {}, mrkdwn(one.pretext)),
    one.author_name &&
      h(
        "div",
        { class: "attachment-small" },
        one.author_link ? link(one.author_link, one.author_name) : one.author_name,
      ),
    one.title && h("strong", {}, one.title_link ? link(one.title_link, one.title) : one.title),
    h("div", {}, mrkdwn(one.text ?? (one.title || one.fields ? "" : one.fallback))),
    one.fields && h("div", { class: "fields" }, one.fields.map(field)),
    one.image_url && picture(one.image_url, one.fallback ?? one.title ?? "image", "picture"),
    (one.footer || one.ts) && h("div", { class: "attachment-small" }, footer(one)),
  ];
}

function field(one) {
  return h(
    "div",
    { class: one.short ? "text" : "text wide-field" },
    h("strong", {}, one.title),
    h("div", {}, mrkdwn(one.value)),
  );
}

function footer(one) {
  return [one.footer, one.ts && relativeMoment(moment(one.ts))].filter(Boolean).join(" · ");
}
