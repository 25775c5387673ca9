// Date, time and moment: a calendar for the day, a list that takes any typed time for the hour.
import { choose } from "./actions.js";
import { openCalendar, parseDay } from "./calendar.js";
import { valueOf } from "./forms.js";
import { h } from "../base/dom.js";
import { openListbox } from "../base/listbox.js";
import { marks } from "../base/marks.js";
import { clock, dayKey } from "../text/dates.js";
import { plainString } from "../text/emoji.js";

export function datePicker(form, block, one, label) {
  const value = valueOf(form, block, one);
  const name = label || placeholder(one, "Select a date");
  const put = (chosen, node) => choose(form, block, one, chosen, node);
  const face = day(one, name, value, placeholder(one, "Select a date"), put, marks(block, one));
  return clearable(block, one, value, face, name, put);
}

export function timePicker(form, block, one, label) {
  const value = valueOf(form, block, one);
  const name = label || placeholder(one, "Select a time");
  const put = (chosen, node) => choose(form, block, one, chosen, node);
  const face = hour(one, name, value, placeholder(one, "Select a time"), put, marks(block, one));
  return clearable(block, one, value, face, name, put);
}

// A moment is Unix seconds; here it is the reader's day and hour.
export function momentPicker(form, block, one, label) {
  const value = valueOf(form, block, one);
  const at = value ? new Date(value * 1000) : null;
  const name = label || "Select a date and time";
  const put = (date, time, node) => choose(form, block, one, seconds(date, time), node);
  const clear = (_, node) => choose(form, block, one, null, node);
  const now = () => at ?? new Date();
  const both = h(
    "div",
    { ...marks(block, one), class: "moment", role: "group", "aria-label": name },
    day(one, `${name}: date`, at && dayKey(at), "Select a date", (chosen, node) =>
      put(chosen, hourKey(now()), node),
    ),
    hour({}, `${name}: time`, at && hourKey(at), "Select a time", (chosen, node) =>
      put(dayKey(now()), chosen, node),
    ),
  );
  return clearable(block, one, value, both, name, clear);
}

function seconds(date, time) {
  return Math.floor(new Date(`${date}T${time}`).getTime() / 1000);
}

function hourKey(date) {
  return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
}

function placeholder(one, fallback) {
  return one.placeholder ? plainString(one.placeholder.text) : fallback;
}

function day(one, name, value, empty, put, more = {}) {
  const open = (node) => openCalendar(node, { label: name, value, onPick: (chosen) => put(chosen, node) });
  const words = value && new Intl.DateTimeFormat("en", { dateStyle: "medium" }).format(parseDay(value));
  return face(one, "dialog", name, words, empty, calendarSign(), open, more);
}

function hour(one, name, value, empty, put, more = {}) {
  const open = (node) =>
    openListbox(node, {
      label: name,
      load: (text) => hours(text, value),
      placeholder: "Type a time, like 14:02",
      isChosen: (other) => other === value,
      onPick: (row) => put(row.value, node),
    });
  return face(one, "listbox", name, value && shownHour(value), empty, clockSign(), open, more);
}

function shownHour(value) {
  const [hours, minutes] = value.split(":").map(Number);
  return clock(new Date(2000, 0, 1, hours, minutes));
}

// What is chosen stands in the list, so that it opens there.
function hours(text, value) {
  const typed = parseHour(text);
  const halves = Array.from({ length: 48 }, (_, index) => row(Math.floor(index / 2), (index % 2) * 30));
  const chosen = value && halves.every((one) => one.value !== value) ? [parseHour(value)] : [];
  const all = [...halves, ...chosen].sort((one, other) => (one.value < other.value ? -1 : 1));
  const fits = all.filter((one) => one.label.includes(text) && one.value !== typed?.value);
  const options = text ? [...(typed ? [typed] : []), ...fits] : all;
  return { groups: [{ options }], note: options.length ? "" : "Type a time, like 14:02" };
}

function row(hours, minutes) {
  const value = `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
  return { value, label: shownHour(value) };
}

// "9", "1402", "14:02", "2:02 pm"
function parseHour(text) {
  const found = /^(\d{1,2})(?:[:. ]?([0-5]\d))?\s*([ap])?\.?m?\.?$/i.exec(text);
  if (!found) return null;
  const half = found[3]?.toLowerCase();
  const hours = half ? (Number(found[1]) % 12) + (half === "p" ? 12 : 0) : Number(found[1]);
  return hours < 24 ? row(hours, Number(found[2] ?? 0)) : null;
}

function face(one, popup, name, words, empty, sign, open, more) {
  return h(
    "button",
    {
      ...more,
      class: "select picker",
      type: "button",
      "aria-label": words ? `${name}: ${words}` : name,
      "aria-haspopup": popup,
      "aria-expanded": "false",
      "data-focus": one.focus_on_load,
      onclick: (event) => open(event.currentTarget),
      onkeydown: (event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        open(event.currentTarget);
      },
    },
    sign,
    h("span", { class: words ? "select-text" : "select-text placeholder" }, words || empty),
    h("span", { class: "chevron", "aria-hidden": "true" }, "▾"),
  );
}

function clearable(block, one, value, content, name, put) {
  if (!block.optional) return content;
  const clear =
    value !== null &&
    h(
      "button",
      {
        class: "clear",
        type: "button",
        "aria-label": `Clear ${name}`,
        title: "Clear",
        onclick: (event) => put(null, event.currentTarget.previousSibling),
      },
      "✕",
    );
  return h(
    "div",
    { class: "clearable", key: `clearable/${block.block_id}/${one.action_id}` },
    content,
    clear,
  );
}

function calendarSign() {
  return sign("M4 2v1.5H2.5v10h11v-10H12V2h-1.4v1.5H5.4V2zM3.9 6.6h8.2v5.5H3.9z");
}

function clockSign() {
  return sign(
    "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zm0 1.4a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6zM7.3 4.6v3.7l2.7 1.6.7-1.2-2-1.2V4.6z",
  );
}

function sign(d) {
  return h("svg", { viewBox: "0 0 16 16", class: "sign-small", "aria-hidden": "true" }, h("path", { d }));
}
