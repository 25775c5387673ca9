// What the page knows: who one is, where one is, what the sandbox shows, and what is only here.

export const store = {
  persona: "", // a person's name
  place: "", // a channel's id, "home", or "@" and a console's name
  thread: "", // the ts of the thread that is open beside it
  canvas: "", // the id of the canvas that is open beside it
  highlight: "", // the ts that a link led to
  at: "", // the ts around which messages are shown, instead of the newest
  see: null, // the answer of /sandbox/see, made whole by seen.js
  trouble: null, // faults, latency, limits and connections, as /sandbox/watch tells them
  beside: 0, // counts what changes in the systems beside Slack
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
