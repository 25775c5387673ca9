// One issue beside the board: what it says, where it stands, what it is linked with, what people said.
import { h } from "../base/dom.js";
import { changed } from "../base/store.js";
import { many } from "../backstage/words.js";
import { face, priority, step } from "./jira-board.js";
import { assign, comment, isOnward, link, prioritise, rename, show } from "./jira-doing.js";
import { ago } from "./jira-state.js";
import { documentNodes, linkTo } from "./jira-text.js";
import { unfolding } from "./unfolding.js";

let historyOf = ""; // whose history is open

export function issuePart(site, one) {
  return h(
    "article",
    { class: "jira-issue", key: one.key, "aria-label": `Issue ${one.key}` },
    head(one),
    h("h2", {}, one.fields.summary),
    steps(site, one),
    facts(site, one),
    section("Description", one.document && h("div", { class: "jira-text" }, documentNodes(one.document))),
    section("Links", links(one)),
    section("Comments", one.comments.map(said)),
    tools(site, one),
    history(one),
  );
}

function section(title, content) {
  if (!content || content.length === 0) return null;
  return h("section", { class: "duty-part", key: title, "aria-label": title }, h("h2", {}, title), content);
}

function head(one) {
  return h(
    "p",
    { class: "jira-issue-head" },
    priority(one.fields.priority),
    h("span", { class: "jira-key" }, one.key),
    h("span", { class: "jira-type" }, one.fields.issuetype.name),
    h("button", { class: "icon-button", type: "button", "aria-label": "Close", onclick: () => show("") }, "✕"),
  );
}

function steps(site, one) {
  const { status, resolution } = one.fields;
  const onward = (move) => (isOnward(one, move) ? "primary" : "");
  return h(
    "div",
    { class: "jira-issue-steps" },
    h(
      "span",
      { class: `jira-status ${status.statusCategory.key}` },
      resolution ? `${status.name}: ${resolution.name}` : status.name,
    ),
    one.transitions.map((move) => step(site, one, move, onward(move))),
  );
}

function facts(site, one) {
  const { assignee, reporter, labels, components } = one.fields;
  const known = [
    ["Assignee", change("Change the assignee", assignee ? who(assignee) : "Nobody", assign, site, one)],
    ["Reporter", reporter && who(reporter)],
    ["Priority", change("Change the priority", one.fields.priority?.name ?? "None", prioritise, site, one)],
    ["Components", components.map((each) => each.name).join(", ")],
    ["Labels", labels.join(", ")],
    ...Object.entries(one.named).map(([name, value]) => [name, linkTo(value, value)]),
    ["Watchers", one.watchers.join(", ")],
    ["Made", ago(one.fields.created)],
  ];
  return h(
    "dl",
    { class: "jira-facts" },
    known.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
  );
}

function who(user) {
  return h("span", { class: "jira-who" }, face(user), user.displayName);
}

function change(words, shown, open, site, one) {
  return h(
    "button",
    {
      class: "jira-change",
      type: "button",
      "aria-label": words,
      onclick: ({ currentTarget }) => open(currentTarget, site, one),
    },
    shown,
  );
}

function links(one) {
  const others = one.fields.issuelinks.map((each) => {
    const other = each.outwardIssue ?? each.inwardIssue;
    const words = each.outwardIssue ? each.type.outward : each.type.inward;
    return h(
      "p",
      { class: "jira-link", key: each.id },
      h("span", { class: "duty-soft" }, words),
      h("button", { class: "link-button", type: "button", onclick: () => show(other.key) }, other.key),
      h("span", {}, other.fields.summary),
    );
  });
  const elsewhere = one.remote_links.map((each) =>
    h(
      "p",
      { class: "jira-link", key: String(each.id) },
      h("span", { class: "duty-soft" }, each.relationship ?? "elsewhere"),
      linkTo(each.object.url, each.object.title),
    ),
  );
  return [...others, ...elsewhere];
}

function said(one) {
  return h(
    "div",
    { class: "jira-comment", key: one.id },
    h(
      "p",
      { class: "jira-who" },
      face(one.author),
      h("strong", {}, one.author.displayName),
      h("time", { class: "duty-soft", datetime: one.created, title: one.created }, ago(one.created)),
    ),
    h("div", { class: "jira-text" }, documentNodes(one.document)),
  );
}

function tools(site, one) {
  const button = (title, onclick) =>
    h("button", { class: "button small", type: "button", key: title, onclick }, title);
  return h(
    "div",
    { class: "duty-buttons", key: "tools" },
    button("Comment", () => comment(one)),
    button("Change the summary", () => rename(one)),
    button("Link", ({ currentTarget }) => link(currentTarget, site, one)),
  );
}

function history(one) {
  if (!one.history.length) return null;
  const isOpen = historyOf === one.key;
  const toggle = () => {
    historyOf = isOpen ? "" : one.key;
    changed();
  };
  const words = [`History, ${many(one.history.length, "change")}`, "Hide the history"];
  return unfolding(isOpen, toggle, words, () => one.history.toReversed().map(changesOf));
}

function changesOf(one) {
  const words = one.items.map(
    (each) => `${each.field}: ${each.fromString || "nothing"} → ${each.toString || "nothing"}`,
  );
  return h(
    "li",
    { key: one.id },
    h("time", { datetime: one.created, title: one.created }, ago(one.created)),
    h("span", {}, `${one.author.displayName}, ${words.join("; ")}`),
  );
}
