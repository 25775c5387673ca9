// Storage format as nodes of the page: read as XML, of which only what is known here is built.
import { h } from "../base/dom.js";
import { linkTo } from "../consoles/jira-text.js";
import { show } from "./doing.js";
import { known, titled } from "./state.js";

const HEAD = '<page xmlns:ac="urn:ac" xmlns:ri="urn:ri">';
const PLAIN = new Set(
  "p h1 h2 h3 h4 h5 h6 ul ol li blockquote strong em u s del sub sup code pre table tbody thead tr th td".split(
    " ",
  ),
);
const ALIKE = { b: "strong", i: "em", hr: "hr", br: "br", h1: "h2", h2: "h3", h3: "h4" }; // h1 is the page's title
const PANELS = { info: "i", note: "⚠", tip: "✓", warning: "!", panel: "" };
const BLANK = /\{\{\w+\}\}/g;

export function storageNodes(text) {
  const sound = `${HEAD}${text.replaceAll("&nbsp;", "&#160;")}</page>`;
  const tree = new DOMParser().parseFromString(sound, "text/xml");
  if (tree.querySelector("parsererror")) return [h("pre", {}, text)];
  return inside(tree.documentElement);
}

function inside(parent) {
  return [...parent.childNodes].map(node);
}

function node(one) {
  if (one.nodeType === Node.TEXT_NODE) return words(one.data);
  if (one.nodeType === Node.CDATA_SECTION_NODE) return one.data;
  if (one.nodeType !== Node.ELEMENT_NODE) return null;
  const made = MADE[one.tagName];
  if (made) return made(one);
  const tag = ALIKE[one.tagName] ?? one.tagName;
  if (tag === "hr" || tag === "br") return h(tag);
  return PLAIN.has(tag) ? h(tag, {}, inside(one)) : h("span", {}, inside(one));
}

// What a template leaves to be filled in stands out.
function words(text) {
  const blanks = text.match(BLANK) ?? [];
  if (!blanks.length) return text;
  return text.split(BLANK).flatMap((part, place) => [part, blanks[place] && h("mark", {}, blanks[place])]);
}

const MADE = {
  a: (one) => linkTo(one.getAttribute("href") ?? "", inside(one)),
  "ac:structured-macro": macro,
  "ac:link": link,
  "ac:image": image,
  "ac:task-list": (one) => h("ul", { class: "wiki-tasks" }, children(one, "ac:task").map(task)),
  "ac:placeholder": (one) => h("span", { class: "wiki-placeholder" }, one.textContent),
  "ac:emoticon": (one) => one.getAttribute("ac:emoji-fallback") ?? "",
  time: (one) => h("time", { class: "wiki-time" }, one.getAttribute("datetime")),
};

function children(one, name) {
  return [...one.children].filter((each) => each.tagName === name);
}

function parameter(one, name) {
  const found = children(one, "ac:parameter").find((each) => each.getAttribute("ac:name") === name);
  return found?.textContent ?? "";
}

function macro(one) {
  const name = one.getAttribute("ac:name");
  const rich = children(one, "ac:rich-text-body").map(inside);
  if (name === "code" || name === "noformat") {
    const language = parameter(one, "language");
    const text = children(one, "ac:plain-text-body").map((each) => each.textContent);
    return h("pre", { "data-language": language || undefined }, text);
  }
  if (name === "status") {
    const colour = parameter(one, "colour").toLowerCase() || "grey";
    return h("span", { class: `wiki-status ${colour}` }, parameter(one, "title"));
  }
  if (name in PANELS) return panel(name, rich);
  if (name === "expand") {
    return h("details", { class: "wiki-expand" }, h("summary", {}, parameter(one, "title") || "More"), rich);
  }
  if (rich.length) return h("div", { class: `wiki-macro ${name}` }, rich);
  return h("span", { class: "wiki-macro-name" }, name);
}

function panel(name, rich) {
  const sign = PANELS[name] && h("span", { class: "wiki-panel-sign", "aria-hidden": "true" }, PANELS[name]);
  return h("div", { class: `wiki-panel ${name}` }, sign, h("div", {}, rich));
}

function task(one) {
  const isDone = children(one, "ac:task-status")[0]?.textContent === "complete";
  const box = h("input", { type: "checkbox", checked: isDone, disabled: true });
  return h("li", {}, h("label", {}, box, h("span", {}, children(one, "ac:task-body").map(inside))));
}

// To a page by its title, or a person by the account.
function link(one) {
  const account = one.querySelector("*|user")?.getAttribute("ri:account-id");
  if (account) {
    const person = known().users.find((each) => each.accountId === account);
    return h("span", { class: "wiki-person" }, `@${person?.displayName ?? "somebody"}`);
  }
  const title = one.querySelector("*|page")?.getAttribute("ri:content-title");
  const said = [...one.children].find((each) => each.tagName.endsWith("link-body"))?.textContent ?? title;
  const page = title && titled(title);
  if (!page) return h("span", { class: "wiki-missing", title: "There is no such page" }, said ?? "");
  return h("button", { class: "link-button", type: "button", onclick: () => show(page.id) }, said);
}

function image(one) {
  const url = one.querySelector("*|url")?.getAttribute("ri:value");
  return url ? linkTo(url, `🖼 ${url}`) : null;
}
