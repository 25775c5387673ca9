// What PagerDuty's console knows: the state of its accounts, fetched anew whenever something has changed there.
import { control } from "../base/server.js";
import { changed } from "../base/store.js";

const ACCOUNTS = ["pagerduty", "pagerduty-eu"];
let shown = ACCOUNTS[0];
let duties = null; // by account
let fetched = null;
let isFetching = false;

// The state of the account that is shown.
export function known() {
  return duties && duties[shown];
}

// Its name: what acts and faults are about.
export function account() {
  return shown;
}

// Those that there is a choice of: the further ones once somebody works with them.
export function accounts() {
  return ACCOUNTS.filter((name) => name === ACCOUNTS[0] || duties[name].is_used);
}

export function show(name) {
  if (ACCOUNTS.includes(name)) shown = name;
}

// How a link names an incident of the account that is shown: with its account, where that is not the first.
export function linkTo(id) {
  return shown === ACCOUNTS[0] ? id : `${shown}:${id}`;
}

export function accountOf(link) {
  return link.includes(":") ? link.split(":")[0] : ACCOUNTS[0];
}

export async function fetchDuty(version) {
  if (isFetching || (duties && version === fetched)) return;
  isFetching = true;
  const answers = await Promise.all(ACCOUNTS.map((name) => control("GET", `state/${name}`)));
  isFetching = false;
  fetched = version;
  if (answers.some((answer) => answer.ok === false)) return;
  duties = Object.fromEntries(ACCOUNTS.map((name, at) => [name, answers[at]]));
  changed();
}

export function userOf(id) {
  return known().users.find((one) => one.id === id);
}

export function now() {
  return Date.now() + known().ahead_seconds * 1000;
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
