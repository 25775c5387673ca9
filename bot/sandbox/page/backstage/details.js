// What was said in a call or an envelope: fetched when somebody unfolds it.
import { control } from "../base/server.js";
import { changed } from "../base/store.js";

const said = new Map(); // number of an unfolded one -> its text

export function isUnfolded(number) {
  return said.has(number);
}

export function details(one) {
  return said.get(one.number);
}

export function forgetDetails() {
  said.clear();
}

export async function toggleDetails(number) {
  if (said.delete(number)) return changed();
  said.set(number, "…");
  const answer = await control("GET", `calls/${number}`);
  if (said.has(number)) said.set(number, answer.ok ? JSON.stringify(answer.args, null, 2) : answer.error);
  changed();
}
