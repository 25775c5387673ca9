// What people do in Jira, as oneself: each a press, or a press and a word.
import { askText } from "../base/confirm.js";
import { openMenu } from "../base/menu.js";
import { go } from "../base/place.js";
import { act } from "../base/server.js";
import { toast } from "../base/toast.js";
import { placeOf } from "./jira-state.js";

export async function doThere(body) {
  const answer = await act({ do: "jira", ...body });
  if (!answer.ok) toast(answer.error);
  return answer;
}

export function show(key) {
  go(key ? `@jira/${key}` : "@jira");
}

// A step that asks how it ended is taken with the answer.
export function take(anchor, site, issue, move) {
  const transition = move.name;
  if (!move.asks.includes("resolution")) return doThere({ issue: issue.key, transition });
  return openMenu(anchor, "Resolution", [
    "How did it end?",
    ...site.resolutions.map((one) => ({
      label: one.name,
      detail: one.description,
      onPick: () => doThere({ issue: issue.key, transition, resolution: one.name }),
    })),
  ]);
}

export function isOnward(issue, move) {
  const place = placeOf(issue);
  return place(move.to) > place(issue.fields.status.name);
}

export async function comment(issue) {
  const text = await askText(`Comment on ${issue.key}`, "Comment", "", "Add comment");
  if (text) await doThere({ issue: issue.key, comment: text });
}

export async function rename(issue) {
  const text = await askText(`Summary of ${issue.key}`, "Summary", issue.fields.summary, "Change");
  if (text) await doThere({ issue: issue.key, summary: text });
}

export function prioritise(anchor, site, issue) {
  openMenu(
    anchor,
    "Priority",
    site.priorities.map((one) => ({
      label: one.name,
      onPick: () => doThere({ issue: issue.key, priority: one.name }),
    })),
  );
}

export function assign(anchor, site, issue) {
  openMenu(anchor, "Assign to", [
    { label: "Nobody", onPick: () => doThere({ issue: issue.key, assignee: null }) },
    ...site.users.map((one) => ({
      label: one.displayName,
      onPick: () => doThere({ issue: issue.key, assignee: one.user }),
    })),
  ]);
}

export function link(anchor, site, issue) {
  const others = site.issues.filter((one) => one.key !== issue.key);
  const rows = site.link_types.flatMap((type) => [
    `${issue.key} ${type.outward}`,
    ...others.map((one) => ({
      label: one.key,
      detail: one.fields.summary,
      onPick: () => doThere({ issue: issue.key, link: { to: one.key, type: type.name } }),
    })),
  ]);
  if (others.length) openMenu(anchor, "Link", rows);
  else toast("There is no other issue to link it with.");
}

export function create(anchor, site) {
  openMenu(
    anchor,
    "New issue",
    site.projects.flatMap((project) => [
      project.name,
      ...project.issueTypes.map((type) => ({
        label: `${type.name} in ${project.key}`,
        content: type.name,
        onPick: () => make(project, type),
      })),
    ]),
  );
}

async function make(project, type) {
  const summary = await askText(`New ${type.name.toLowerCase()} in ${project.name}`, "Summary", "", "Create");
  if (!summary) return;
  const answer = await doThere({ create: { project: project.key, type: type.name, summary } });
  if (answer.ok) show(answer.issue.key);
}
