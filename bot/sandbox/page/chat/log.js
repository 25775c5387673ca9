// A list of messages: by day, grouped by author, and staying at its end while one is there.
import { dayKey, dayName, moment } from "../text/dates.js";
import { flat, h, lazy, patch } from "../base/dom.js";
import { draftOf, messageForm } from "../blocks/forms.js";
import { filesDraft } from "../papers/files.js";
import { isEdited } from "./editing.js";
import { author, isQuiet, messageRow } from "./message.js";
import { quotedDraft } from "./quoted.js";
import { pinsOf } from "../text/directory.js";
import { versionOfNames } from "../base/seen.js";
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
  const isNew = !log.firstChild || (log.at && !store.at);
  log.at = store.at;
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
    folded(messages).map((message) => {
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

// People who come one after the other are one line, as Slack tells it.
function folded(messages) {
  const out = [];
  for (const message of messages) {
    const before = out.at(-1);
    const isCompany = isJoin(message) && before && isJoin(before) && message.inviter === before.inviter;
    if (isCompany && dayKey(moment(message.ts)) === dayKey(moment(before.ts)))
      out[out.length - 1] = { ...before, company: [...(before.company ?? []), message.user] };
    else out.push(message);
  }
  return out;
}

function isJoin({ subtype }) {
  return subtype === "channel_join" || subtype === "group_join";
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
    filesDraft(message),
    quotedDraft(message),
    isEdited(channel, message),
    versionOfNames(),
  ]);
  return lazy(`message/${message.ts}`, memo, () => messageRow(channel, message, options));
}

function stands(previous, message) {
  if (previous.is_ephemeral || message.is_ephemeral || isQuiet(previous) !== isQuiet(message)) return false;
  return (
    author(previous).name === author(message).name && Number(message.ts) - Number(previous.ts) < TOGETHER
  );
}
