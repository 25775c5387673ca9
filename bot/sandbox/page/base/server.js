// The page's only ways to the sandbox: see, watch and act.
import { changed, store } from "./store.js";

let fetching = false;
let again = false;
let source = null;

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
    } while (again);
  } finally {
    fetching = false;
  }
}

async function fetchSee(persona) {
  try {
    const response = await fetch(`/sandbox/see?user=${encodeURIComponent(persona)}`);
    if (persona !== store.persona) {
      again = true;
      return;
    }
    if (response.ok) {
      store.see = await response.json();
      store.offline = false;
    } else {
      await becomeSomebodyElse(persona);
    }
  } catch {
    store.offline = true;
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
  source?.close();
  source = new EventSource(`/sandbox/watch?user=${encodeURIComponent(store.persona)}`);
  source.onopen = refresh;
  source.onmessage = refresh;
  source.onerror = () => {
    store.offline = true;
    changed();
  };
}

// Resolves to the sandbox's answer; a failure to reach it is an answer too.
export async function act(body) {
  try {
    const response = await fetch("/sandbox/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ user: store.persona, wait_ms: 0, ...body }),
    });
    const answer = await response.json();
    refresh();
    return answer;
  } catch {
    return { ok: false, error: "The sandbox does not answer. Is it still running?" };
  }
}
