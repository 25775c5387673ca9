// What PagerDuty's console knows: the account's state, fetched anew whenever something has changed there.
import { control } from "../base/server.js";
import { changed } from "../base/store.js";

let duty = null;
let fetched = null;
let isFetching = false;

export function known() {
  return duty;
}

export async function fetchDuty(version) {
  if (isFetching || (duty && version === fetched)) return;
  isFetching = true;
  const answer = await control("GET", "state/pagerduty");
  isFetching = false;
  fetched = version;
  if (answer.ok === false) return;
  duty = answer;
  changed();
}

export function userOf(id) {
  return duty.users.find((one) => one.id === id);
}

export function now() {
  return Date.now() + duty.ahead_seconds * 1000;
}

// "in 12 min", "3 min ago", "in 2 days".
export function fromNow(time) {
  const seconds = (new Date(time) - now()) / 1000;
  const words = span(Math.abs(seconds));
  if (words === "now") return "now";
  return seconds > 0 ? `in ${words}` : `${words} ago`;
}

function span(seconds) {
  if (seconds < 45) return "now";
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} days`;
}
