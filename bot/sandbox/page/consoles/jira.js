// Jira's console: a board for each project, one issue beside it, and what goes wrong there.
import { menuButton } from "../chat/channel-head.js";
import { h, patch } from "../base/dom.js";
import { changed, store } from "../base/store.js";
import { board, issuesOf } from "./jira-board.js";
import { create } from "./jira-doing.js";
import { issuePart } from "./jira-issue.js";
import { stage } from "./jira-stage.js";
import { fetchSite, issueOf, known } from "./jira-state.js";

const TICK = 30_000; // milliseconds after which "3 min ago" may be wrong

let chosen = ""; // the key of the project whose board is shown
let followed = ""; // the issue that a link led to
let ticking = 0;

export const jira = {
  name: "jira",
  title: "Jira",
  icon: () =>
    h(
      "svg",
      { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" },
      h("path", { d: "M3 4h4v12H3zM8 4h4v8H8zM13 4h4v5h-4z" }),
    ),
  draw,
};

function draw(root) {
  fetchSite(store.beside);
  clearTimeout(ticking);
  ticking = setTimeout(changed, TICK);
  const site = known();
  if (!site) return patch(root, h("p", { class: "duty-wait", key: "wait" }, "Asking Jira …"));
  const shown = issueOf(store.highlight);
  if (shown && followed !== shown.key) chosen = shown.fields.project.key;
  followed = shown?.key ?? "";
  patch(root, [head(site), body(site, shown)]);
}

function head(site) {
  const open = site.issues.filter((one) => one.fields.status.statusCategory.key !== "done").length;
  const words = site.issues.length ? `${open} open, ${site.issues.length - open} done` : "No issue yet";
  return h(
    "header",
    { class: "head", key: "head" },
    menuButton(),
    h("h1", {}, "Jira", h("span", { class: "head-sub duty-count" }, words)),
    h(
      "div",
      { class: "head-tools" },
      h(
        "button",
        {
          class: "button small primary",
          type: "button",
          onclick: ({ currentTarget }) => create(currentTarget, site),
        },
        "New issue",
      ),
    ),
  );
}

function body(site, shown) {
  const project = site.projects.find((one) => one.key === chosen) ?? site.projects[0];
  return h(
    "div",
    { class: shown ? "duty jira with-issue" : "duty jira", key: "body" },
    h(
      "div",
      { class: "duty-main", key: "main" },
      h(
        "div",
        { class: "tabs duty-tabs", role: "tablist", "aria-label": "Projects" },
        site.projects.map((one) => tab(site, one, one === project)),
      ),
      project ? board(site, project) : h("p", { class: "duty-wait" }, "The seed has no project."),
    ),
    h(
      "aside",
      { class: "duty-side", key: "side", "aria-label": shown ? "The issue" : "What is set up" },
      shown ? issuePart(site, shown) : stage(site),
    ),
  );
}

function tab(site, project, isChosen) {
  const count = issuesOf(site, project).length;
  const pick = () => {
    chosen = project.key;
    changed();
  };
  return h(
    "button",
    {
      class: "tab",
      role: "tab",
      type: "button",
      key: project.key,
      "aria-selected": String(isChosen),
      onclick: pick,
    },
    count ? `${project.name} ${count}` : project.name,
  );
}
