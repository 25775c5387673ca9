// One call or envelope in words: who, about what, and how it ended.
import { store } from "../base/store.js";
import { shown } from "../text/channel-name.js";
import { conversation, personName } from "../text/directory.js";
import { isFailed } from "./traffic.js";
import { many } from "./words.js";

const TOKENS = { bot: "bot token", app: "app token", user: "user token" };
const OTHERS = {
  pagerduty: "PagerDuty",
  "pagerduty-eu": "PagerDuty eu",
  jira: "Jira",
  confluence: "Confluence",
  port: "Port",
};

export function byWhom(one) {
  if (one.kind === "envelope") return one.by ? personName(one.by) : "";
  if (one.system in OTHERS) return OTHERS[one.system];
  return TOKENS[one.by] ?? (one.name.startsWith("POST ") ? "no token needed" : "no known token");
}

export function about({
  about: { channel, channel_id, user, user_id, users, name, text, query, callback_id },
}) {
  const where = channel ?? channel_id;
  const who = user ?? user_id ?? users;
  return [where && place(where), who && people(who), name, text ?? query, callback_id]
    .filter(Boolean)
    .join("  ");
}

function place(id) {
  const found = conversation(id);
  return found ? shown(found) : id;
}

function people(ids) {
  const names = ids.split(",").filter(Boolean).map(personName);
  return names.length > 2 ? `${names[0]} and ${names.length - 1} more` : names.join(", ");
}

export function result(one) {
  if (one.ended === null) return "";
  if (one.status >= 400) return `${one.status} ${one.error}`;
  if (one.error) return one.error;
  if (one.status === 0) return "closed unanswered";
  return one.kind === "envelope" ? "acked" : "ok";
}

// What a burst was: who set it off, how many calls it took, how long.
export function sentence(passages, length) {
  const calls = passages.filter((one) => one.kind === "call");
  const told = passages.filter((one) => one.kind === "envelope" && one.by !== store.see.app.bot_user_id);
  const cause = told.find((one) => one.name.startsWith("view_submission")) ?? told[0];
  const failed = passages.filter(isFailed).length;
  const opening = cause ? `${cause.name} by ${personName(cause.by)}: ` : "";
  const took = length < 1 ? `${Math.round(length * 1000)} ms` : `${length.toFixed(2)} s`;
  return `${opening}${many(calls.length, "call")} in ${took}${failed ? `, ${failed} failed` : ""}`;
}
