// One page or folder: where it stands, what it says, who wrote it when.
import { h } from "../base/dom.js";
import { changed } from "../base/store.js";
import { face } from "../consoles/jira-board.js";
import { ago } from "../consoles/jira-state.js";
import { many } from "../backstage/words.js";
import { doThere, label, more, restore, show } from "./doing.js";
import { editor, isWriting, write } from "./editor.js";
import { above, childrenOf, isFolder } from "./state.js";
import { storageNodes } from "./storage.js";

let past = null; // {id, number}: an old version that is read
let listOf = ""; // whose versions are listed

export function paper(site, one) {
  const isPast = past?.id === one.id && past.number < one.version.number;
  const said = isPast ? one.versions[past.number - 1] : one;
  return h(
    "article",
    { class: "wiki-paper", key: one.id, "aria-label": one.title },
    path(site, one),
    isWriting(one)
      ? editor(one)
      : [
          h("h2", { class: "wiki-title", key: "title" }, said.title),
          byline(one),
          labels(one),
          tools(one),
          listOf === one.id && versions(one),
          isPast && reading(one, said),
          isFolder(one) ? shelf(one) : text(said),
        ],
  );
}

function path(site, one) {
  const space = site.spaces.find((each) => each.id === one.spaceId);
  const [, ...between] = above(one);
  const steps = [[space.homepageId, space.name], ...between.map((each) => [each.id, each.title])];
  return h(
    "nav",
    { class: "wiki-path", key: "path", "aria-label": "Where it stands" },
    steps
      .filter(([id]) => id !== one.id)
      .map(([id, title], place) => [
        place > 0 && h("span", { "aria-hidden": "true" }, "/"),
        h("button", { class: "link-button", type: "button", onclick: () => show(id) }, title),
      ]),
  );
}

function byline(one) {
  if (isFolder(one)) return h("p", { class: "wiki-byline", key: "byline" }, many(childrenOf(one.id).length, "page"));
  const last = one.versions.at(-1);
  const words = one.versions.length > 1 ? `version ${last.number}, ${ago(last.createdAt)}` : ago(last.createdAt);
  return h(
    "p",
    { class: "wiki-byline", key: "byline" },
    face({ displayName: last.by }),
    h("strong", {}, last.by),
    h("time", { datetime: last.createdAt, title: last.createdAt }, words),
    last.by !== one.author && h("span", {}, `made by ${one.author}`),
    one.seen_by && h("span", { class: "wiki-hidden" }, `🔒 only ${one.seen_by.join(", ")}`),
  );
}

function labels(one) {
  if (!one.labels.length) return null;
  return h(
    "p",
    { class: "wiki-labels", key: "labels" },
    one.labels.map((name) =>
      h(
        "button",
        {
          class: "wiki-label",
          type: "button",
          key: name,
          title: "Take it off",
          "aria-label": `Take off the label ${name}`,
          onclick: () => doThere({ page: one.id, unlabel: name }),
        },
        name,
      ),
    ),
  );
}

function tools(one) {
  const button = (title, onclick, props = {}) =>
    h("button", { class: "button small", type: "button", key: title, onclick, ...props }, title);
  if (one.status === "trashed") {
    return h(
      "p",
      { class: "wiki-past", key: "tools" },
      h("span", {}, "This is in the trash."),
      button("Put back", () => restore(one)),
    );
  }
  const count = one.versions?.length ?? 0;
  return h(
    "div",
    { class: "duty-buttons", key: "tools" },
    !isFolder(one) && button("Edit", () => write(one)),
    count > 1 && button(`${count} versions`, () => list(one), { "aria-expanded": String(listOf === one.id) }),
    button("Label", () => label(one)),
    button("More", ({ currentTarget }) => more(currentTarget, one)),
  );
}

function list(one) {
  listOf = listOf === one.id ? "" : one.id;
  past = null;
  changed();
}

function versions(one) {
  return h(
    "ol",
    { class: "wiki-versions", key: "versions", "aria-label": "Versions" },
    one.versions.toReversed().map((each) => version(one, each)),
  );
}

function version(one, each) {
  const isShown = (past?.id === one.id ? past.number : one.version.number) === each.number;
  const pick = () => {
    past = { id: one.id, number: each.number };
    changed();
  };
  return h(
    "li",
    { key: String(each.number) },
    h(
      "button",
      { class: `wiki-version${isShown ? " shown" : ""}`, type: "button", onclick: pick, "aria-pressed": String(isShown) },
      h("span", { class: "wiki-number" }, String(each.number)),
      face({ displayName: each.by }),
      h("span", {}, each.by),
      h("span", { class: "wiki-said" }, each.message),
      h("time", { datetime: each.createdAt, title: each.createdAt }, ago(each.createdAt)),
    ),
  );
}

function reading(one, said) {
  const now = () => {
    past = null;
    changed();
  };
  const again = () => doThere({ page: one.id, title: said.title, body: said.body, message: `Back to version ${said.number}` });
  return h(
    "p",
    { class: "wiki-past", key: "past" },
    h("span", {}, `Version ${said.number} by ${said.by}, ${ago(said.createdAt)}`),
    h("button", { class: "button small", type: "button", onclick: () => again().then(now) }, "Bring it back"),
    h("button", { class: "button small", type: "button", onclick: now }, "To the present"),
  );
}

function text(said) {
  const nodes = storageNodes(said.body);
  return h(
    "div",
    { class: "wiki-text", key: "text" },
    said.body.replace(/<p>\s*<\/p>/g, "").trim() ? nodes : h("p", { class: "quiet" }, "Nothing is written here yet."),
  );
}

function shelf(one) {
  const under = childrenOf(one.id);
  if (!under.length) return h("p", { class: "quiet", key: "text" }, "This folder is empty.");
  return h(
    "ul",
    { class: "wiki-shelf", key: "text" },
    under.map((each) =>
      h(
        "li",
        { key: each.id },
        h("button", { class: "wiki-book", type: "button", onclick: () => show(each.id) }, each.title),
        h("p", { class: "wiki-labels" }, each.labels.map((name) => h("span", { class: "wiki-label" }, name))),
        each.versions && h("p", { class: "duty-soft" }, `${each.versions.at(-1).by}, ${ago(each.version.createdAt)}`),
      ),
    ),
  );
}
