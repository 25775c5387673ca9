// What went over the wire, as /sandbox/calls/watch tells it while Backstage is open.
import { changed, store } from "../base/store.js";

const MOST = 300;
const GAP = 1.2; // seconds of silence after which something new begins

let source = null;
let passages = new Map(); // number -> passage
let clock = { server: 0, page: 0 }; // the same moment on the sandbox's clock and on ours
let cleared = 0; // up to this number everything was cleared away
let paused = null; // the numbers that were known when it was paused

export function follow(isWanted) {
  if (isWanted && !source) open();
  if (!isWanted && source) {
    source.close();
    source = null;
  }
}

function open() {
  source = new EventSource("/sandbox/calls/watch?since=0");
  source.onmessage = ({ data }) => take(JSON.parse(data));
  // The page itself asks again for a sandbox that is away; this follows when it is drawn again.
  source.onerror = () => follow(false);
}

function take(told) {
  if (told.is_fresh) {
    passages = new Map();
    // Numbers that begin anew are those of another sandbox.
    if (told.passed.every((one) => one.number < cleared)) cleared = 0;
  }
  clock = { server: told.now, page: Date.now() };
  for (const one of told.passed) passages.set(one.number, one);
  for (const number of passages.keys()) {
    if (passages.size <= MOST) break;
    passages.delete(number);
  }
  changed();
}

export function clearPassages() {
  cleared = Math.max(cleared, ...passages.keys());
  changed();
}

export function isPaused() {
  return paused !== null;
}

export function togglePause() {
  paused = paused === null ? Math.max(0, ...passages.keys()) : null;
  changed();
}

// How many came since it was paused.
export function held() {
  return paused === null ? 0 : [...passages.keys()].filter((number) => number > paused).length;
}

export function isFailed(one) {
  return Boolean(one.error) || one.status === 0 || one.status >= 400;
}

export function milliseconds(one) {
  return one.ended === null ? null : (one.ended - one.started) * 1000;
}

export function momentOf(one) {
  return new Date(clock.page - (clock.server - one.started) * 1000);
}

// What ran without a pause of silence between stands together, and what a person sets off while nothing runs begins
// anew: {from, to, passages}, times in the sandbox's seconds.
export function bursts(fits) {
  const { bot_user_id } = store.see.app;
  const isOfPerson = (one) => one.kind === "envelope" && one.by !== bot_user_id;
  const shown = [...passages.values()].filter(
    (one) => one.number > cleared && (paused === null || one.number <= paused) && fits(one),
  );
  const found = [];
  for (const one of shown) {
    const end = one.ended ?? clock.server;
    const last = found.at(-1);
    const isBeginning = !last || one.started - last.to >= GAP || (isOfPerson(one) && one.started > last.to);
    if (!isBeginning) {
      last.passages.push(one);
      last.to = Math.max(last.to, end);
    } else {
      found.push({ from: one.started, to: end, passages: [one] });
    }
  }
  return found;
}
