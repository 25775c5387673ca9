// Standard Markdown, for markdown blocks and canvases: headings, lists, checklists, quotes, code, tables.
import { h } from "../base/dom.js";
import { markdownInline as inline } from "./markdown-inline.js";

const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/;

// `tick(index, node)` is called with the number of the checkbox that somebody ticks; without it they stand still.
export function markdown(text, { tick } = {}) {
  const page = { lines: String(text ?? "").split("\n"), boxes: 0, tick };
  return blocks(page);
}

function blocks(page) {
  const out = [];
  while (page.lines.length) out.push(next(page));
  return out;
}

function next(page) {
  const { lines } = page;
  const line = lines[0];
  if (/^\s*```/.test(line)) return fence(lines);
  if (/^\s*\|.*\|\s*$/.test(line)) return table(take(lines, /^\s*\|/));
  if (ITEM.test(line)) return list(page, indent(line));
  if (/^\s*>/.test(line)) return quote(page);
  lines.shift();
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) return titled(heading[1].length, heading[2]);
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return h("hr");
  if (!line.trim()) return null;
  return paragraph([line, ...take(lines, /^(?!\s*```|#{1,6}\s|\s*>|\s*\||\s*([-*+]|\d+[.)])\s|\s*$)/)]);
}

function titled(level, words) {
  const props = { class: `heading heading-${level}`, role: "heading", "aria-level": Math.min(6, level + 2) };
  return h("p", props, inline(words));
}

function paragraph(lines) {
  return h(
    "p",
    {},
    lines.map((one, index) => [index ? h("br") : null, inline(one)]),
  );
}

function quote(page) {
  const inside = take(page.lines, /^\s*>/).map((one) => one.replace(/^\s*> ?/, ""));
  const quoted = { ...page, lines: inside };
  const shown = h("blockquote", {}, blocks(quoted));
  page.boxes = quoted.boxes;
  return shown;
}

function take(lines, pattern) {
  const taken = [];
  while (lines.length && pattern.test(lines[0])) taken.push(lines.shift());
  return taken;
}

function fence(lines) {
  lines.shift();
  const code = take(lines, /^(?!\s*```)/);
  lines.shift();
  return h("pre", {}, h("code", {}, code.join("\n")));
}

function indent(line) {
  return /^\s*/.exec(line)[0].replaceAll("\t", "    ").length;
}

// What stands further in belongs to the item above it.
function list(page, depth) {
  const { lines } = page;
  const isNumbered = /^\s*\d/.test(lines[0]);
  const start = isNumbered ? Number(/\d+/.exec(lines[0])[0]) : 1;
  const items = [];
  while (lines.length) {
    const item = ITEM.exec(lines[0]);
    const at = indent(lines[0]);
    if (item && at >= depth && at < depth + 2 && /\d/.test(item[2]) === isNumbered) {
      lines.shift();
      items.push({
        mark: item[3],
        box: item[3] === undefined ? null : page.boxes++,
        words: item[4],
        inner: [],
      });
    } else if (item && at >= depth + 2 && items.length) {
      items.at(-1).inner.push(list(page, at));
    } else if (!item && at >= depth + 2 && lines[0].trim() && items.length) {
      items.at(-1).inner.push(paragraph([lines.shift().trim()]));
    } else {
      break;
    }
  }
  const isCheck = items.length > 0 && items.every((one) => one.box !== null);
  return h(
    isNumbered ? "ol" : "ul",
    { class: isCheck ? "checklist" : undefined, start: start === 1 ? undefined : start },
    items.map((one) => listItem(page, one)),
  );
}

function listItem(page, { mark, box, words, inner }) {
  if (box === null) return h("li", {}, inline(words), inner);
  const isDone = mark !== " ";
  const input = h("input", {
    type: "checkbox",
    checked: isDone,
    disabled: !page.tick,
    onchange: page.tick && ((event) => page.tick(box, event.currentTarget)),
  });
  const label = h("label", { class: isDone ? "check done" : "check" }, input, h("span", {}, inline(words)));
  return h("li", { class: "check-item" }, label, inner);
}

// A bar after a backslash is no border: https://github.github.com/gfm/#tables-extension-
function cells(line) {
  return line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function table(lines) {
  const rule = lines.findIndex((line) => /^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$/.test(line));
  const sides = rule < 0 ? [] : cells(lines[rule]).map(side);
  const rows = lines.filter((_, index) => index !== rule).map(cells);
  const row = (one, tag) =>
    h(
      "tr",
      {},
      one.map((cell, index) =>
        h(tag, { class: sides[index], scope: tag === "th" ? "col" : undefined }, inline(cell)),
      ),
    );
  const shown = rows.map((one, index) => row(one, rule > 0 && index < rule ? "th" : "td"));
  return h("div", { class: "table-scroll" }, h("table", { class: "table" }, h("tbody", {}, shown)));
}

function side(rule) {
  if (/^:-+:$/.test(rule)) return "align-center";
  return /-:$/.test(rule) ? "align-right" : undefined;
}
