// The pages and folders of a space, each under its parent.
import { h } from "../base/dom.js";
import { show } from "./doing.js";
import { above, childrenOf, contentOf, everything, isFolder } from "./state.js";

const FRESH = 120_000; // milliseconds for which a page is marked that the app has just written

export function tree(space, shown) {
  const open = new Set(shown ? [...above(shown), shown].map((one) => one.id) : []);
  const home = contentOf(space.homepageId);
  const roots = childrenOf(null).filter((one) => one.spaceId === space.id && one !== home);
  return h(
    "nav",
    { class: "wiki-tree", key: space.key, "aria-label": `Pages of ${space.name}` },
    home && row(home, shown, "wiki-home"),
    h(
      "ul",
      {},
      [...childrenOf(space.homepageId), ...roots].map((one) => branch(one, shown, open)),
    ),
    trash(space, shown),
  );
}

function branch(one, shown, open) {
  const under = childrenOf(one.id);
  const isOpen = open.has(one.id) || isFolder(one);
  return h(
    "li",
    { key: one.id },
    row(one, shown, "", under.length && !isOpen ? under.length : 0),
    isOpen &&
      under.length > 0 &&
      h(
        "ul",
        {},
        under.map((each) => branch(each, shown, open)),
      ),
  );
}

function row(one, shown, kind = "", hidden = 0) {
  const isFresh = Date.now() - new Date(one.version.createdAt) < FRESH && one.versions?.at(-1).is_app;
  return h(
    "button",
    {
      class: `wiki-row ${kind}${one.id === shown?.id ? " shown" : ""}`,
      type: "button",
      key: one.id,
      "aria-current": one.id === shown?.id ? "page" : undefined,
      onclick: () => show(one.id),
    },
    sign(one),
    h("span", { class: "wiki-row-title" }, one.title),
    one.seen_by && h("span", { class: "wiki-lock", title: "Not everybody sees it" }, "🔒"),
    isFresh && h("span", { class: "wiki-fresh" }, "new"),
    hidden > 0 && h("span", { class: "wiki-more" }, String(hidden)),
  );
}

function sign(one) {
  const path = isFolder(one)
    ? "M2 4.5h4l1.5 2h6.5v7h-12z"
    : "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M5.5 8h5M5.5 10.5h5";
  return h(
    "svg",
    { viewBox: "0 0 16 16", class: isFolder(one) ? "wiki-sign folder" : "wiki-sign", "aria-hidden": "true" },
    h("path", { d: path }),
  );
}

function trash(space, shown) {
  const gone = everything().filter((one) => one.status === "trashed" && one.spaceId === space.id);
  if (!gone.length) return null;
  return h(
    "details",
    { class: "wiki-trash", key: "trash" },
    h("summary", {}, `Trash ${gone.length}`),
    gone.map((one) => row(one, shown, "gone")),
  );
}
