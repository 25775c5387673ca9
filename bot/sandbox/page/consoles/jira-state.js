// What Jira's console knows: the site's state.
import { beside } from "../base/beside.js";

export const { fetchStates: fetchSite, known } = beside("jira");

export function issueOf(key) {
  return known().issues.find((one) => one.key === key);
}

// A status a project has: the one after which it is, counted from the left of its board.
export function placeOf(issue) {
  const project = known().projects.find((one) => one.key === issue.fields.project.key);
  return (name) => project.statuses.findIndex((one) => one.name === name);
}

// "now", "3 min ago", "2 days ago".
export function ago(time) {
  const seconds = (Date.now() - new Date(time)) / 1000;
  if (seconds < 45) return "now";
  if (seconds < 90 * 60) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86400)} days ago`;
}
