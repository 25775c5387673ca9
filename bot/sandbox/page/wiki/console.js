// Confluence's console: the tree of pages, one page beside it, and what goes wrong there.
import { menuButton } from "../chat/channel-head.js";
import { h, patch } from "../base/dom.js";
import { changed, store } from "../base/store.js";
import { many } from "../backstage/words.js";
import { create } from "./doing.js";
import { paper } from "./paper.js";
import { stage } from "./stage.js";
import { contentOf, everything, fetchSite, isFolder, known, standing } from "./state.js";
import { tree } from "./tree.js";

const TICK = 30_000; // milliseconds after which "3 min ago" may be wrong

let ticking = 0;

export const confluence = {
  name: "confluence",
  title: "Confluence",
  icon: () =>
    h(
      "svg",
      { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" },
      h("path", { d: "M5 2.5h7l3.5 3.5v11.5h-10.5zM12 2.5v3.5h3.5M7.5 9.5h5.5M7.5 12.5h5.5" }),
    ),
  draw,
};

function draw(root) {
  fetchSite(store.beside);
  clearTimeout(ticking);
  ticking = setTimeout(changed, TICK);
  const site = known();
  if (!site) return patch(root, h("p", { class: "duty-wait", key: "wait" }, "Asking Confluence …"));
  const shown = contentOf(store.highlight) ?? contentOf(site.spaces[0]?.homepageId);
  patch(root, [head(site, shown), body(site, shown)]);
}

function head(site, shown) {
  const pages = standing(everything()).filter((one) => !isFolder(one)).length;
  return h(
    "header",
    { class: "head", key: "head" },
    menuButton(),
    h("h1", {}, "Confluence", h("span", { class: "head-sub duty-count" }, many(pages, "page"))),
    h(
      "div",
      { class: "head-tools" },
      h(
        "button",
        { class: "button small primary", type: "button", onclick: () => create(site, shown) },
        "New page",
      ),
    ),
  );
}

function body(site, shown) {
  return h(
    "div",
    { class: "wiki", key: "body" },
    h(
      "div",
      { class: "wiki-side", key: "side" },
      site.spaces.map((space) => tree(space, shown)),
      stage(site),
    ),
    shown
      ? paper(site, shown)
      : h("p", { class: "duty-wait", key: "none" }, "The seed has no space: there is nothing to read."),
  );
}
