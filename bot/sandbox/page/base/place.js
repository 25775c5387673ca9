// The address bar holds who one is and where: #ana/C0123, #ana/home, #ana/C0123/1700000000.000100,
// and with ?thread_ts=1700000000.000100 the thread that is open beside it.
import { changed, store } from "./store.js";

const REMEMBERED = "persona";

export function readAddress() {
  const [hash, query = ""] = decodeURIComponent(location.hash.slice(1)).split("?");
  const [persona, place, ts] = parts(hash);
  const isOther = Boolean(persona) && persona !== store.persona;
  store.persona = persona || store.persona || localStorage.getItem(REMEMBERED) || "ana";
  localStorage.setItem(REMEMBERED, store.persona);
  if (place) store.place = place;
  store.highlight = ts ?? "";
  store.thread = new URLSearchParams(query).get("thread_ts") ?? "";
  store.at = store.highlight && (store.thread || store.highlight);
  store.sidebarOpen = false;
  changed();
  return isOther;
}

function parts(hash) {
  const words = hash.split("/");
  // A link made by somebody else names no person: one stays who one is.
  if (/^([CDG][A-Z0-9]{5,}|@\w+)$/.test(words[0])) words.unshift("");
  return [words[0], words[1], timestamp(words[2])];
}

// Slack's permalinks leave the dot out: p1700000000000100.
function timestamp(word) {
  const short = /^p(\d{10})(\d{6})$/.exec(word ?? "");
  return short ? `${short[1]}.${short[2]}` : word;
}

export function addressOf(place, persona = store.persona) {
  return `#${encodeURIComponent(persona)}/${place}`;
}

export function go(place) {
  const address = addressOf(place);
  // Where one is already one arrives again: what was opened there may have been closed since.
  if (location.hash === address) dispatchEvent(new Event("hashchange"));
  else location.hash = address;
}

export function become(persona) {
  location.hash = addressOf(store.place, persona);
}

export function openThread(message) {
  go(`${store.place}?thread_ts=${message.thread_ts ?? message.ts}`);
}

export function closeThread() {
  go(store.place);
}

// Shows the messages around this one, or the newest.
export function showAround(ts) {
  store.at = ts;
  store.highlight = "";
  changed();
}

// Where a link leads that stays on this page, or null for the world outside.
export function addressOfLink(url) {
  const deep = /^slack:\/\/(?:channel|user)\?.*\bid=([A-Z0-9]+)/.exec(url);
  if (deep) return addressOf(deep[1]);
  if (/^slack:\/\/app\?/.test(url)) return addressOf("home");
  const beside = /^(https?:\/\/[^/]+)\/(\w+)\/(?:web\/(?:incidents\/)?|browse\/)([\w-]+)?/.exec(url);
  if (beside?.[1] === location.origin)
    return addressOf(["@" + beside[2], beside[3]].filter(Boolean).join("/"));
  const paper = /^(https?:\/\/[^/]+)\/wiki\/spaces\/\w+(?:\/(?:pages|folder)\/(\d+))?/.exec(url);
  if (paper?.[1] === location.origin) return addressOf(["@confluence", paper[2]].filter(Boolean).join("/"));
  const archive = /^(https?:\/\/[^/]+)?\/archives\/([A-Z0-9]+)(?:\/(p\d{16}))?/.exec(url);
  const isOurs =
    archive && (!archive[1] || archive[1] === location.origin || archive[1].endsWith(".slack.com"));
  if (!isOurs) return null;
  const thread = /[?&]thread_ts=(\d+\.\d+)/.exec(url);
  const place = archive[3] ? `${archive[2]}/${archive[3]}` : archive[2];
  return addressOf(thread ? `${place}?thread_ts=${thread[1]}` : place);
}
