// Which canvas is open beside the conversation.
import { refresh } from "../base/server.js";
import { changed, store } from "../base/store.js";

let where = ""; // who was where when it was opened

export function openCanvas(id) {
  where = here();
  store.canvas = id;
  store.thread = "";
  changed();
  refresh();
}

export function closeCanvas() {
  store.canvas = "";
  changed();
}

// Elsewhere, or as somebody else, it is not open.
export function openedCanvas() {
  if (store.canvas && where !== here()) store.canvas = "";
  return store.see.canvases?.[store.canvas];
}

function here() {
  return `${store.persona}/${store.place}`;
}
