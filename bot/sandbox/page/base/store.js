// What the page knows: who one is, where one is, what the sandbox shows, and what is only here.

export const store = {
  persona: "ana",
  place: "", // a channel's id, or "home"
  thread: "", // the ts of the thread that is open beside it
  highlight: "", // the ts that a link led to
  see: null, // the answer of /sandbox/see
  offline: false,
  composing: new Map(), // place -> text
  dismissed: new Set(), // ts of ephemerals put away
  read: new Map(), // persona/channel -> ts of the newest message seen
  sidebarOpen: false,
};

const listeners = new Set();

export function onChange(listener) {
  listeners.add(listener);
}

let due = false;

export function changed() {
  if (due) return;
  due = true;
  queueMicrotask(() => {
    due = false;
    for (const listener of listeners) listener();
  });
}
