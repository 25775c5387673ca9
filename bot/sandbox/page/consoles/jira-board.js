// A project's issues in the columns of its workflow, each with the steps that lead on from there.
import { avatar } from "../base/avatar.js";
import { h } from "../base/dom.js";
import { store } from "../base/store.js";
import { isOnward, show, take } from "./jira-doing.js";

const LEVELS = {
  1: "M3 8l5-5 5 5M3 13l5-5 5 5",
  2: "M3 10l5-5 5 5",
  3: "M3 6h10M3 10h10",
  4: "M3 6l5 5 5-5",
  5: "M3 3l5 5 5-5M3 8l5 5 5-5",
};

export function issuesOf(site, project) {
  return site.issues.filter((one) => one.fields.project.key === project.key);
}

export function board(site, project) {
  const issues = issuesOf(site, project);
  return h(
    "div",
    { class: "jira-board", key: `board/${project.key}`, role: "list", "aria-label": project.name },
    project.statuses.map((status) =>
      column(
        site,
        status,
        issues.filter((one) => one.fields.status.id === status.id),
      ),
    ),
  );
}

function column(site, status, issues) {
  const worst = (one) => Number(one.fields.priority?.id ?? 9);
  const sorted = issues.toSorted((a, b) => worst(a) - worst(b) || Number(b.id) - Number(a.id));
  return h(
    "section",
    { class: "jira-column", key: status.id, role: "listitem", "aria-label": status.name },
    h(
      "h2",
      {},
      h("span", { class: `jira-status ${status.statusCategory.key}` }, status.name),
      h("span", { class: "jira-count" }, String(issues.length)),
    ),
    h(
      "div",
      { class: "jira-cards" },
      sorted.map((one) => card(site, one)),
    ),
  );
}

function card(site, one) {
  const isShown = store.highlight === one.key;
  return h(
    "article",
    { class: `jira-card${isShown ? " shown" : ""}`, key: one.key, "aria-label": one.key },
    h(
      "button",
      {
        class: "jira-open",
        type: "button",
        "aria-pressed": String(isShown),
        onclick: () => show(isShown ? "" : one.key),
      },
      one.fields.summary,
    ),
    one.fields.labels.length > 0 &&
      h(
        "p",
        { class: "jira-labels" },
        one.fields.labels.map((label) => h("span", { class: "jira-label" }, label)),
      ),
    h(
      "p",
      { class: "jira-card-foot" },
      priority(one.fields.priority),
      h("span", { class: "jira-key" }, one.key),
      h("span", { class: "jira-type" }, one.fields.issuetype.name),
      one.comments.length > 0 && h("span", { class: "jira-type" }, `💬 ${one.comments.length}`),
      one.fields.assignee && face(one.fields.assignee),
    ),
    h(
      "div",
      { class: "jira-steps" },
      one.transitions.filter((move) => isOnward(one, move)).map((move) => step(site, one, move)),
    ),
  );
}

export function priority(level) {
  if (!level) return null;
  return h(
    "span",
    { class: `jira-level l${level.id}`, title: level.name, role: "img", "aria-label": level.name },
    h("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, h("path", { d: LEVELS[level.id] ?? LEVELS[3] })),
  );
}

export function face(user) {
  const inSlack = store.see.people?.find((each) => each.real_name === user.displayName)?.id;
  return h("span", { title: user.displayName }, avatar(inSlack ?? user.displayName, user.displayName, "tiny"));
}

export function step(site, one, move, kind = "") {
  return h(
    "button",
    {
      class: `button small ${kind}`,
      type: "button",
      key: move.name,
      title: `To ${move.to}`,
      onclick: ({ currentTarget }) => take(currentTarget, site, one, move),
    },
    move.name,
  );
}
