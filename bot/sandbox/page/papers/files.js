// Files as messages show them: pictures, texts with their first lines, and everything else as a card.
import { h } from "../base/dom.js";
import { changed, store } from "../base/store.js";
import { canvasCard } from "./canvas-card.js";

const whole = new Map(); // file id -> its whole text, once somebody asked for it

export function files(message) {
  const shown = message.files ?? [];
  if (!shown.length) return null;
  return h("div", { class: "files" }, shown.map(file));
}

// What a drawing of the files depends on beside the message.
export function filesDraft(message) {
  return (message.files ?? []).map((one) => whole.has(one.id));
}

function file(one) {
  if (one.mode === "tombstone")
    return h("div", { class: "file file-gone", key: one.id }, "This file was deleted.");
  if (one.filetype === "quip") return canvasCard(one.id, one.title);
  if (one.mimetype?.startsWith("image/")) return image(one);
  return one.preview === undefined ? card(one) : snippet(one);
}

// The page asks as its person: who does not see the conversation does not get the file.
function address(url) {
  return `${new URL(url, location.href).pathname}?user=${encodeURIComponent(store.persona)}`;
}

function image(one) {
  const url = address(one.url_private);
  return h(
    "figure",
    { class: "file-image", key: one.id },
    h("figcaption", {}, one.title || one.name),
    h(
      "a",
      { href: url, target: "_blank", rel: "noreferrer", "aria-label": `Open ${one.name}` },
      h("img", { src: url, alt: one.alt_txt || one.title || one.name, loading: "lazy" }),
    ),
  );
}

function card(one) {
  return h(
    "div",
    { class: "file file-card", key: one.id, role: "group", "aria-label": one.name },
    fileSign(one),
    h(
      "span",
      { class: "file-words" },
      h("strong", {}, one.title || one.name),
      h("span", {}, `${one.pretty_type} · ${sizeOf(one)}`),
    ),
    download(one),
  );
}

function download(one) {
  return h(
    "a",
    {
      class: "icon-button",
      href: address(one.url_private_download ?? one.url_private),
      download: one.name,
      "aria-label": `Download ${one.name}`,
      title: "Download",
    },
    "⤓",
  );
}

function snippet(one) {
  const isWhole = whole.has(one.id);
  const more = one.lines_more > 0 || one.preview_is_truncated;
  return h(
    "div",
    { class: "file file-text", key: one.id, role: "group", "aria-label": one.name },
    h(
      "div",
      { class: "file-head" },
      h("strong", {}, one.title || one.name),
      h("span", {}, `${one.pretty_type} · ${sizeOf(one)}`),
      download(one),
    ),
    h("pre", { tabindex: "0" }, h("code", {}, isWhole ? whole.get(one.id) : one.preview)),
    more &&
      h(
        "button",
        {
          class: "link-button",
          type: "button",
          "aria-expanded": String(isWhole),
          onclick: () => toggle(one),
        },
        isWhole ? "Show less" : one.lines_more > 0 ? `Show ${one.lines_more} more lines` : "Show all",
      ),
  );
}

async function toggle(one) {
  if (whole.has(one.id)) {
    whole.delete(one.id);
  } else {
    const answer = await fetch(address(one.url_private));
    whole.set(one.id, answer.ok ? await answer.text() : "The file could not be read.");
  }
  changed();
}

export function fileSign(one) {
  const ending = one.name?.includes(".") ? one.name.split(".").at(-1) : one.filetype;
  return h("span", { class: "file-sign", "aria-hidden": "true" }, (ending ?? "file").slice(0, 4));
}

export function sizeOf({ size }) {
  if (size < 1024) return `${size} bytes`;
  return size < 1024 * 1024 ? `${Math.round(size / 1024)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}
