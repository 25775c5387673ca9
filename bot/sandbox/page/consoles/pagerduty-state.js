// What PagerDuty's console knows: the state of its accounts.
import { beside } from "../base/beside.js";

const ACCOUNTS = ["pagerduty", "pagerduty-eu"];
const duties = beside(...ACCOUNTS);
let shown = ACCOUNTS[0];

export const fetchDuty = duties.fetchStates;

// The state of the account that is shown.
export function known() {
  return duties.known(shown);
}

// Its name: what acts and faults are about.
export function account() {
  return shown;
}

// Those that there is a choice of: the further ones once somebody works with them.
export function accounts() {
  return ACCOUNTS.filter((name) => name === ACCOUNTS[0] || duties.known(name).is_used);
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
