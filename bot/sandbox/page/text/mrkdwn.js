// Slack's mrkdwn, as nodes: quotes and code blocks by line, then what stands within a line.
import { flat, h } from "../base/dom.js";
import { emoji, glyph, unescape } from "./emoji.js";
import { control, link } from "./mentions.js";

export function mrkdwn(text) {
  return flat(
    String(text ?? "")
      .split(/```\n?([^]*?)\n?```/)
      .map((part, index) => (index % 2 ? codeBlock(part) : lines(part))),
  );
}

function codeBlock(text) {
  return h("pre", {}, h("code", {}, inCode(text)));
}

// Slack turns <url> into a link even in code; everything else stays as typed.
function inCode(text) {
  return text.split(/<([^<>\n]+)>/).map((part, index) => (index % 2 ? control(part) : unescape(part)));
}

function lines(text) {
  const out = [];
  let quoted = null;
  let isOpenEnded = false;
  for (const line of text.replace(/^\n|\n$/g, "").split("\n")) {
    const quote = /^(?:&gt;|>)(&gt;&gt;|>>)? ?(.*)$/.exec(line);
    isOpenEnded ||= Boolean(quote?.[1]);
    if (quote || isOpenEnded) {
      const content = inline(quote ? quote[2] : line);
      if (quoted) quoted.push(h("br"), ...content);
      else out.push({ quote: (quoted = content) });
    } else {
      if (out.length && !quoted) out.push(h("br"));
      quoted = null;
      out.push(...inline(line));
    }
  }
  return out.map((item) => (item?.quote ? h("blockquote", {}, item.quote) : item));
}

const STYLES = { "*": "strong", _: "em", "~": "s" };

// Each alternative is one kind of thing that may start here.
const TOKEN =
  /<([^<>\n]+)>|`([^`\n]+)`|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):|(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])|([*_~])/g;

export function inline(text) {
  const out = [];
  let done = 0;
  const say = (upTo) => upTo > done && out.push(unescape(text.slice(done, upTo)));
  TOKEN.lastIndex = 0;
  for (const token of text.matchAll(TOKEN)) {
    if (token.index < done) continue;
    const found = node(token, text);
    if (!found) continue;
    say(token.index);
    out.push(found.node);
    done = found.end;
  }
  say(text.length);
  return out;
}

function node(token, text) {
  const [whole, inside, code, name, url, mark] = token;
  const end = token.index + whole.length;
  if (inside) return { node: control(inside), end };
  if (code) return { node: h("code", {}, inCode(code)), end };
  if (name) return glyph(name) ? { node: emoji(name), end } : null;
  if (url) return { node: link(unescape(url), unescape(url)), end };
  return styled(mark, text, token.index);
}

// *bold* only where the marks hug a word and stand apart from others, as Slack reads them.
function styled(mark, text, start) {
  if (/[\p{L}\p{N}]/u.test(text[start - 1] ?? "")) return null;
  for (let close = text.indexOf(mark, start + 2); close > 0; close = text.indexOf(mark, close + 1)) {
    const inside = text.slice(start + 1, close);
    const hugs = !/^\s|\s$/.test(inside) && inside[0] !== mark;
    if (hugs && !/[\p{L}\p{N}]/u.test(text[close + 1] ?? "") && isWhole(inside)) {
      return { node: h(STYLES[mark], {}, inline(inside)), end: close + 1 };
    }
  }
  return null;
}

// A mark inside <…> or `…` closes nothing.
function isWhole(inside) {
  return inside.split("`").length % 2 === 1 && inside.split("<").length === inside.split(">").length;
}
