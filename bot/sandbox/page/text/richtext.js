// rich_text blocks: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
import { h } from "../base/dom.js";
import { emoji } from "./emoji.js";
import { broadcast, channelMention, date, link, userMention, usergroupMention } from "./mentions.js";

const PARTS = {
  rich_text_section: (part) => h("div", { class: "rich-line" }, part.elements.map(inline)),
  rich_text_preformatted: (part) => h("pre", {}, h("code", {}, part.elements.map(inline))),
  rich_text_quote: (part) => h("blockquote", {}, part.elements.map(inline)),
  rich_text_list: list,
};

export function richText(block) {
  return (block.elements ?? []).map((part) => PARTS[part.type]?.(part) ?? null);
}

function list(part) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const start = part.offset ? part.offset + 1 : undefined;
  return h(
    tag,
    { class: `indent-${Math.min(8, part.indent ?? 0)}`, start },
    part.elements.map((item) => h("li", {}, item.elements.map(inline))),
  );
}

const INLINE = {
  text: (one) => broken(one.text),
  link: (one) => link(one.url, one.text || one.url),
  user: (one) => userMention(one.user_id),
  channel: (one) => channelMention(one.channel_id),
  usergroup: (one) => usergroupMention(one.usergroup_id),
  broadcast: (one) => broadcast(one.range),
  emoji: (one) => emoji(one.skin_tone ? `${one.name}::skin-tone-${one.skin_tone}` : one.name),
  date: (one) => date(one.timestamp, one.format, one.url, one.fallback),
  color: (one) => h("code", {}, swatch(one.value), one.value),
};

function inline(one) {
  const content = INLINE[one.type]?.(one) ?? "";
  const style = one.style ?? {};
  const tags = [
    ["bold", "strong"],
    ["italic", "em"],
    ["strike", "s"],
    ["underline", "u"],
    ["code", "code"],
  ];
  return tags.reduce((inside, [name, tag]) => (style[name] ? h(tag, {}, inside) : inside), content);
}

// The strict policy forbids style attributes; a property set by hand is none.
function swatch(color) {
  const node = h("i", { class: "swatch", "aria-hidden": "true" });
  node.style.backgroundColor = color;
  return node;
}

function broken(text) {
  return text.split("\n").map((line, index) => [index ? h("br") : null, line]);
}
