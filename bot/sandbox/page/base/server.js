// The page's only ways to the sandbox: see, watch, act, and its control API.
import { directoryVersion, forgetVisits, whole } from "./seen.js";
import { changed, store } from "./store.js";

const PAUSE = 60; // milliseconds between two looks while things change all the time
const RETRY = 1500;

let fetching = false;
let again = false;
let source = null;
let retry = 0;

export async function refresh() {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  try {
    do {
      again = false;
      await fetchSee(store.persona);
      if (again) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    } while (again);
  } finally {
    fetching = false;
  }
}

async function fetchSee(persona) {
  const { place, thread, at, canvas } = store;
  const asked = { user: persona, channel: place, thread, at, canvas, directory: directoryVersion() };
  try {
    const response = await fetch(`/sandbox/see?${new URLSearchParams(asked)}`);
    if (persona !== store.persona) {
      again = true;
      return;
    }
    if (response.ok) {
      store.see = whole(await response.json(), persona);
      store.offline = false;
      if (place !== store.place || thread !== store.thread || at !== store.at || canvas !== store.canvas)
        again = true;
    } else {
      await becomeSomebodyElse(persona);
    }
  } catch {
    lost();
  }
  changed();
}

// The address may name a person whom this workspace does not have.
async function becomeSomebodyElse(persona) {
  const state = await (await fetch("/sandbox/state")).json();
  const other = Object.values(state.slack.users).find(
    (user) => !user.is_bot && !user.deleted && user.name !== persona,
  );
  if (!other) throw new Error("This workspace has no people.");
  store.persona = other.name;
  watch();
}

export function watch() {
  clearTimeout(retry);
  source?.close();
  source = new EventSource(`/sandbox/watch?user=${encodeURIComponent(store.persona)}`);
  source.onopen = () => {
    forgetVisits();
    refresh();
  };
  source.onmessage = ({ data }) => {
    const { version, trouble, beside } = JSON.parse(data);
    store.trouble = trouble;
    store.beside = beside;
    if (version !== store.see?.version || store.see.me.name !== store.persona) refresh();
    else changed();
  };
  source.onerror = lost;
}

// The sandbox may be away for a while; a page that asks calmly is there again with it.
function lost() {
  store.offline = true;
  changed();
  source?.close();
  clearTimeout(retry);
  retry = setTimeout(watch, RETRY);
}

// A browser opens only so many connections to one server: pages that nobody looks at leave theirs to others.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    clearTimeout(retry);
    source?.close();
  } else {
    watch();
  }
});

// Resolves to the sandbox's answer; a failure to reach it is an answer too.
export async function act(body) {
  const answer = await control("POST", "act", { user: store.persona, wait_ms: 0, ...body });
  refresh();
  return answer;
}

// One call of the control API.
export async function control(method, path, body) {
  try {
    const response = await fetch(`/sandbox/${path}`, {
      method,
      headers: body && { "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { ok: false, error: "The sandbox does not answer. Is it still running?" };
  }
}
