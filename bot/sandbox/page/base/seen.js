// Makes an answer of /sandbox/see whole: it leaves out what the page knows, and most of what it does not show.

const EMPTY = {
  messages: [],
  members: [],
  pins: [],
  bookmarks: [],
  thread: [],
  topic: "",
  purpose: "",
  isThin: true, // nothing of it is known yet
};

let known = { directory: "", people: [], usergroups: [] };
let byId = new Map();
let visited = new Map(); // persona/channel -> what was last seen of it
let names = "";
let namesVersion = 0;

export function directoryVersion() {
  return known.directory;
}

// Changes whenever a person, a channel or a usergroup is called otherwise.
export function versionOfNames() {
  return namesVersion;
}

export function personById(id) {
  return byId.get(id);
}

export function forgetVisits() {
  visited = new Map();
}

export function whole(see, persona) {
  if (see.people) learn(see);
  const fill = (room) => filled(room, `${persona}/${room.id}`);
  const channels = see.channels.map(fill);
  const named = `${known.directory} ${channels.map((one) => one.id + one.name).join(" ")}`;
  if (named !== names) {
    names = named;
    namesVersion += 1;
  }
  return { ...see, ...known, channels, dms: see.dms.map(fill) };
}

function learn({ directory, people, usergroups }) {
  known = { directory, people, usergroups };
  byId = new Map(people.map((one) => [one.id, one]));
}

function filled(room, key) {
  if (room.messages) {
    visited.set(key, room);
    return room;
  }
  const before = visited.get(key);
  return before ? { ...before, ...room } : { ...EMPTY, ...room };
}
