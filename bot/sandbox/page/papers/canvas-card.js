// Where a canvas is shared or linked: a card that opens it.
import { flat, h } from "../base/dom.js";
import { openCanvas } from "./open.js";
import { store } from "../base/store.js";

// A canvas that this person may read, by the address in which Slack links it.
export function canvasAt(url) {
  const id = /\/docs\/T\w+\/(F\w+)/.exec(url ?? "")?.[1];
  return id && store.see.canvases?.[id];
}

export function canvasName(canvas) {
  return canvas.title || "Canvas";
}

export function canvasCard(id, title) {
  const canvas = store.see.canvases?.[id];
  const name = canvas ? canvasName(canvas) : title || "Canvas";
  return h(
    "button",
    {
      class: "file file-card canvas-card",
      type: "button",
      key: id,
      disabled: !canvas,
      "aria-label": `Open the canvas ${name}`,
      onclick: () => openCanvas(id),
    },
    h("span", { class: "file-sign canvas-sign", "aria-hidden": "true" }, "▤"),
    h(
      "span",
      { class: "file-words" },
      h("strong", {}, name),
      h("span", {}, canvas ? firstWords(canvas) : "You cannot see this canvas, or it was deleted."),
    ),
  );
}

function firstWords({ begins }) {
  const marks = /^\s*([#>*+-]+\s+)*(\[[ x]\]\s*)?/i;
  const lines = begins.map((line) => line.replace(marks, "").replaceAll("**", "").split("\n")[0]);
  return lines.filter(Boolean).join(" · ") || "Empty canvas";
}

// Cards for the canvases that a message links.
export function linkedCanvases(message) {
  const words = JSON.stringify([message.text, message.blocks]);
  const urls = new Set(words.match(/\/docs\/T\w+\/F\w+/g) ?? []);
  const cards = flat([...urls].map((url) => canvasAt(url))).map((canvas) => canvasCard(canvas.id));
  return cards.length ? h("div", { class: "files" }, cards) : null;
}
