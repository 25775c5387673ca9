// A list of messages: by day, grouped by author, and staying at its end while one is there.
import { dayKey, dayName, moment } from "../text/dates.js";
import { flat, h, lazy, patch } from "../base/dom.js";
import { draftOf, messageForm } from "../blocks/forms.js";
import { author, isQuiet, messageRow } from "./message.js";
import { pinsOf } from "../text/directory.js";
import { store } from "../base/store.js";

const TOGETHER = 5 * 60; // seconds within which one author's messages stand together
const NEAR = 80; // pixels from the end that still count as the end

export function logShell(key, label) {
  return h("div", {
    class: "log",
    role: "log",
    "aria-label": label,
    tabindex: "0",
    onkeydown: walk,
    key,
    keep: true,
  });
}

// The arrow keys go from message to message; Tab then reaches what can be done with one.
function walk(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const log = event.currentTarget;
  const isHere = event.target === log || event.target.classList.contains("message");
  if (!step || !isHere) return;
  const messages = [...log.querySelectorAll(".message")];
  const at = messages.indexOf(event.target);
  const next = event.target === log ? messages.at(-1) : messages[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

export function drawLog(log, channel, messages, { before = [], inThread = false }) {
  const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  const isNew = !log.firstChild;
  patch(log, [...before, ...rows(channel, messages, inThread)]);
  if (isNew || wasAtEnd) log.scrollTop = log.scrollHeight;
  const wanted = store.highlight && log.querySelector(`[data-ts="${CSS.escape(store.highlight)}"]`);
  if (wanted && log.shown !== store.highlight) {
    log.shown = store.highlight;
    wanted.scrollIntoView({ block: "center" });
  }
}

function rows(channel, messages, inThread) {
  const pins = new Set(pinsOf(channel));
  let previous = null;
  return flat(
    messages.map((message) => {
      const day = dayKey(moment(message.ts));
      const isNewDay = !previous || dayKey(moment(previous.ts)) !== day;
      const options = {
        isFirst: isNewDay || !stands(previous, message) || pins.has(message.ts),
        isPinned: pins.has(message.ts),
        inThread,
      };
      previous = message;
      return [isNewDay && !inThread && divider(day, moment(message.ts)), row(channel, message, options)];
    }),
  );
}

function divider(day, date) {
  return h("div", { class: "day", key: `day/${day}`, role: "separator" }, h("span", {}, dayName(date)));
}

// Names inside the text may change too, so people and places are part of what a row shows.
function row(channel, message, options) {
  const isLit = message.ts === store.highlight;
  const memo = JSON.stringify([
    message,
    options,
    isLit,
    store.persona,
    draftOf(messageForm(channel, message)),
    namesVersion(),
  ]);
  return lazy(`message/${message.ts}`, memo, () => messageRow(channel, message, options));
}

function stands(previous, message) {
  if (previous.is_ephemeral || message.is_ephemeral || isQuiet(previous) !== isQuiet(message)) return false;
  return (
    author(previous).name === author(message).name && Number(message.ts) - Number(previous.ts) < TOGETHER
  );
}

let namesOf = null;
let names = "";

function namesVersion() {
  if (namesOf !== store.see) {
    namesOf = store.see;
    const { channels, usergroups, people } = store.see;
    names = `${channels.map((one) => one.id + one.name).join()}${usergroups.map((one) => one.handle).join()}${people.map((one) => one.real_name).join()}`;
  }
  return names;
}
