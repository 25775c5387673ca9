// What stands within a line of Markdown: emphasis, code, links, mentions, emoji.
import { h } from "../base/dom.js";
import { picture } from "../base/picture.js";
import { emoji, glyph, unescape } from "./emoji.js";
import { channelMention, control, link, userMention } from "./mentions.js";

const TOKEN =
  /\\([\\`*_{}[\]()#+\-.!|~<>])|<([@#!][^<>\n]+|https?:[^<>\n]+)>|`([^`]+)`|!\[([^\]]*)\]\(([^)\s]+)\)|\[([^\]]+)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\*([^*\s][^*]*)\*|\b_([^_\s][^_]*)_\b|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):|(https?:\/\/[^\s<>()]*[^\s<>().,;:!?])/g;

export function markdownInline(text) {
  const out = [];
  let done = 0;
  for (const token of text.matchAll(TOKEN)) {
    out.push(unescape(text.slice(done, token.index)), node(token));
    done = token.index + token[0].length;
  }
  out.push(unescape(text.slice(done)));
  return out;
}

function node([whole, escaped, inside, code, alt, embedded, label, target, ...rest]) {
  const [bold, alsoBold, struck, em, alsoEm, name, url] = rest;
  if (escaped) return escaped;
  if (inside) return control(inside);
  if (code) return h("code", {}, code);
  if (embedded) return embed(embedded, alt);
  if (label) return link(target, markdownInline(label));
  if (bold || alsoBold) return h("strong", {}, markdownInline(bold || alsoBold));
  if (struck) return h("s", {}, markdownInline(struck));
  if (em || alsoEm) return h("em", {}, markdownInline(em || alsoEm));
  if (name) return glyph(name) ? emoji(name) : whole;
  return link(url, url);
}

// In canvases ![](@U1) is a person, ![](#C1) a channel: https://docs.slack.dev/surfaces/canvases
function embed(target, alt) {
  if (/^@[UW]/.test(target)) return userMention(target.slice(1));
  if (/^#[CG]/.test(target)) return channelMention(target.slice(1));
  return /\.(png|jpe?g|gif|webp|svg)$/i.test(target)
    ? picture(target, alt || "image", "picture")
    : link(target, alt || target);
}
