// The live list of calls: what the app asked and was told, with bars that show what ran side by side.
import { h, lazy } from "../base/dom.js";
import { changed } from "../base/store.js";
import { details, forgetDetails, isUnfolded, toggleDetails } from "./details.js";
import { about, byWhom, result, sentence } from "./passage.js";
import {
  bursts,
  clearPassages,
  follow,
  held,
  isFailed,
  isPaused,
  milliseconds,
  momentOf,
  togglePause,
} from "./traffic.js";
import { many } from "./words.js";

const NEAR = 60; // pixels from the end that still count as the end

let filter = "";
let isErrorsOnly = false;

export const followCalls = follow;

export function callsTab() {
  const found = bursts(fits);
  return [
    toolbar(found),
    h(
      "div",
      { class: "calls", tabindex: "0", role: "region", "aria-label": "Calls, newest last", key: "calls" },
      found.length ? found.map(burst) : nothing(),
    ),
  ];
}

// Whoever reads at the end stays there while more comes.
export function keepAtEnd(root) {
  const list = root.querySelector(".calls");
  const wasAtEnd = !list || list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
  return () => {
    const now = root.querySelector(".calls");
    if (now && wasAtEnd) now.scrollTop = now.scrollHeight;
  };
}

function fits(one) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${one.name} ${one.error} ${byWhom(one)} ${about(one)}`.toLowerCase();
  return (!isErrorsOnly || isFailed(one)) && words.every((word) => text.includes(word));
}

function toolbar(found) {
  const all = found.flatMap((one) => one.passages);
  const failed = all.filter(isFailed).length;
  const waiting = held();
  return h(
    "div",
    { class: "calls-tools", key: "tools" },
    h("input", {
      class: "text-input calls-filter",
      type: "search",
      "aria-label": "Filter the calls",
      placeholder: "Filter: a method, a channel, an error",
      value: filter,
      key: "filter",
      oninput: ({ currentTarget }) => {
        filter = currentTarget.value;
        changed();
      },
    }),
    toggle("Errors only", isErrorsOnly, () => {
      isErrorsOnly = !isErrorsOnly;
      changed();
    }),
    toggle(isPaused() && waiting ? `Paused, ${waiting} more` : "Pause", isPaused(), togglePause),
    h("button", { class: "button small", key: "clear", onclick: clear }, "Clear"),
    h(
      "span",
      { class: "calls-count", role: "status" },
      `${many(all.length, "line")}${failed ? `, ${failed} failed` : ""}`,
    ),
  );
}

function toggle(label, isOn, onclick) {
  return h(
    "button",
    { class: "button small toggle", "aria-pressed": String(isOn), key: label.split(",")[0], onclick },
    label,
  );
}

function clear() {
  forgetDetails();
  clearPassages();
}

function nothing() {
  const words =
    filter || isErrorsOnly
      ? "Nothing fits the filter."
      : "Nothing yet. Type a command or press a button, and see here what the app does about it.";
  return h("p", { class: "calls-nothing", key: "nothing" }, words);
}

function burst({ from, to, passages }) {
  const [first] = passages;
  const length = Math.max(0.001, to - from);
  return h(
    "section",
    { class: "burst", key: `burst/${first.number}`, "aria-label": sentence(passages, length) },
    h(
      "header",
      { class: "burst-head" },
      h("time", {}, momentOf(first).toLocaleTimeString([], { hour12: false })),
      h("strong", {}, sentence(passages, length)),
      h(
        "span",
        { class: "burst-scale", "aria-hidden": "true" },
        h("span", {}, "0"),
        h("span", {}, duration(length * 1000)),
      ),
    ),
    h(
      "ol",
      {},
      passages.map((one) => row(one, from, length)),
    ),
  );
}

function row(one, from, length) {
  const isOpen = isUnfolded(one.number);
  const place = [(one.started - from) / length, one.ended === null ? 1 : (one.ended - from) / length];
  const memo = JSON.stringify([one, place, isOpen, isOpen && details(one)]);
  return lazy(`passage/${one.number}`, memo, () =>
    h(
      "li",
      { class: `passage ${one.kind} ${state(one)}` },
      h(
        "button",
        {
          class: "passage-line",
          type: "button",
          "aria-expanded": String(isOpen),
          onclick: () => toggleDetails(one.number),
        },
        h(
          "span",
          { class: "passage-way", title: way(one) },
          h("span", { class: "only-heard" }, way(one)),
          one.kind === "call" ? "→" : "←",
        ),
        h("span", { class: "passage-name" }, one.name),
        h("span", { class: "passage-about" }, about(one)),
        h("span", { class: "passage-by" }, byWhom(one)),
        h(
          "span",
          { class: "passage-result" },
          one.fault && h("span", { title: "Broken on purpose" }, "⚡ "),
          result(one),
        ),
        h("span", { class: "passage-ms" }, one.ended === null ? "…" : duration(milliseconds(one))),
        bar(place),
      ),
      isOpen && h("pre", { class: "passage-args" }, details(one)),
    ),
  );
}

function way(one) {
  return one.kind === "call" ? "The app asks" : "The app is told";
}

function state(one) {
  if (one.ended === null) return "running";
  return isFailed(one) ? "failed" : "done";
}

function bar([start, end]) {
  const width = Math.max(6, (end - start) * 1000);
  return h(
    "svg",
    { class: "passage-bar", viewBox: "0 0 1000 12", preserveAspectRatio: "none", "aria-hidden": "true" },
    h("rect", {
      x: String(Math.min(994, start * 1000)),
      y: "1",
      width: String(width),
      height: "10",
      rx: "3",
    }),
  );
}

function duration(ms) {
  return ms < 1000 ? `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
