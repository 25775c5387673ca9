// Standard Markdown, for markdown blocks: headings, lists, quotes, code, tables, emphasis, links.
import { h } from "../base/dom.js";
import { emoji, glyph, unescape } from "./emoji.js";
import { control, link } from "./mentions.js";

export function markdown(text) {
  const lines = String(text ?? "").split("\n");
  const out = [];
  while (lines.length) out.push(next(lines));
  return out;
}

function next(lines) {
  const line = lines[0];
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (/^```/.test(line)) return fence(lines);
  if (/^\|.*\|\s*$/.test(line)) return table(take(lines, /^\|/));
  if (/^\s*([-*+]|\d+[.)])\s/.test(line)) return list(take(lines, /^\s*([-*+]|\d+[.)])\s|^\s{2,}\S/));
  if (/^>/.test(line))
    return h(
      "blockquote",
      {},
      markdown(
        take(lines, /^>/)
          .map((one) => one.replace(/^> ?/, ""))
          .join("\n"),
      ),
    );
  lines.shift();
  if (heading)
    return h(
      "p",
      { class: `heading heading-${heading[1].length}`, role: "heading", "aria-level": heading[1].length + 2 },
      inline(heading[2]),
    );
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return h("hr");
  if (!line.trim()) return null;
  const more = take(lines, /^(?!```|#{1,6}\s|>|\||\s*([-*+]|\d+[.)])\s|\s*$)/);
  return h(
    "p",
    {},
    [line, ...more].map((one, index) => [index ? h("br") : null, inline(one)]),
  );
}

function take(lines, pattern) {
  const taken = [];
  while (lines.length && pattern.test(lines[0])) taken.push(lines.shift());
  return taken;
}

function fence(lines) {
  lines.shift();
  const code = take(lines, /^(?!```)/);
  lines.shift();
  return h("pre", {}, h("code", {}, code.join("\n")));
}

function list(lines) {
  const isNumbered = /^\s*\d/.test(lines[0]);
  const items = lines.map((line) => {
    const box = /^\[([ xX])\]\s+/.exec(bare(line));
    const depth = Math.min(4, Math.floor(/^\s*/.exec(line)[0].length / 2));
    const mark = box ? (box[1] === " " ? "☐ " : "☑ ") : "";
    return h("li", { class: `indent-${depth}` }, mark, inline(bare(line).replace(/^\[[ xX]\]\s+/, "")));
  });
  return h(isNumbered ? "ol" : "ul", {}, items);
}

function bare(line) {
  return line.replace(/^\s*([-*+]|\d+[.)])?\s+/, "");
}

function table(lines) {
  const rows = lines
    .filter((line) => !/^\|[\s:|-]+\|\s*$/.test(line))
    .map((line) => line.trim().slice(1, -1).split("|"));
  const row = (cells, tag) =>
    h(
      "tr",
      {},
      cells.map((cell) => h(tag, {}, inline(cell.trim()))),
    );
  return h(
    "table",
    { class: "table" },
    h(
      "tbody",
      {},
      rows.map((cells, index) => row(cells, index ? "td" : "th")),
    ),
  );
}

const TOKEN =
  /<([@#!][^<>\n]+|https?:[^<>\n]+)>|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\*([^*\s][^*]*)\*|\b_([^_\s][^_]*)_\b|:([a-z0-9_+'-]+):|(https?:\/\/[^\s<>()]*[^\s<>().,;:!?])/g;

export function inline(text) {
  const out = [];
  let done = 0;
  for (const token of text.matchAll(TOKEN)) {
    out.push(unescape(text.slice(done, token.index)), node(token));
    done = token.index + token[0].length;
  }
  out.push(unescape(text.slice(done)));
  return out;
}

function node([whole, inside, code, label, target, bold, alsoBold, struck, em, alsoEm, name, url]) {
  if (inside) return control(inside);
  if (code) return h("code", {}, code);
  if (label) return link(target, inline(label));
  if (bold || alsoBold) return h("strong", {}, inline(bold || alsoBold));
  if (struck) return h("s", {}, inline(struck));
  if (em || alsoEm) return h("em", {}, inline(em || alsoEm));
  if (name) return glyph(name) ? emoji(name) : whole;
  return link(url, url);
}
