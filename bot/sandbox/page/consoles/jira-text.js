// A document of Jira's (ADF) as nodes of the page.
import { h } from "../base/dom.js";
import { addressOfLink } from "../base/place.js";

const MARKS = { strong: "strong", em: "em", code: "code", strike: "s", underline: "u" };

export function documentNodes(document) {
  return (document?.content ?? []).map(node);
}

function inside(one) {
  return (one.content ?? []).map(node);
}

const NODES = {
  text,
  paragraph: (one) => h("p", {}, inside(one)),
  heading: (one) => h("p", { class: "jira-heading" }, inside(one)),
  bulletList: (one) => h("ul", {}, inside(one)),
  orderedList: (one) => h("ol", {}, inside(one)),
  listItem: (one) => h("li", {}, inside(one)),
  blockquote: (one) => h("blockquote", {}, inside(one)),
  panel: (one) => h("div", { class: "jira-panel" }, inside(one)),
  codeBlock: (one) => h("pre", {}, inside(one)),
  hardBreak: () => h("br"),
  rule: () => h("hr"),
  mention: (one) => h("strong", {}, one.attrs.text ?? "@somebody"),
  emoji: (one) => one.attrs.text ?? one.attrs.shortName,
  inlineCard: (one) => linkTo(one.attrs.url, one.attrs.url),
};

function node(one) {
  return NODES[one.type]?.(one) ?? h("span", {}, inside(one));
}

function text(one) {
  let shown = one.text;
  for (const mark of one.marks ?? []) {
    if (mark.type === "link") shown = linkTo(mark.attrs.href, shown);
    else if (MARKS[mark.type]) shown = h(MARKS[mark.type], {}, shown);
  }
  return shown;
}

// What leads to a place of this page stays on it; anything but a web address leads nowhere.
export function linkTo(url, words) {
  const here = addressOfLink(url);
  if (here) return h("a", { href: here }, words);
  if (!/^(https?|mailto):/i.test(url)) return h("span", {}, words);
  return h("a", { href: url, target: "_blank", rel: "noreferrer" }, words);
}
