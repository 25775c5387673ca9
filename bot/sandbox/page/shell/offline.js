// What is said while the sandbox does not answer.
import { h } from "../base/dom.js";
import { store } from "../base/store.js";

const WORDS = "The sandbox does not answer, trying again";

export function starting() {
  const words = store.offline ? `${WORDS}…` : "Opening the workspace…";
  return h("p", { class: "starting", role: "status" }, spinner(), words);
}

export function offlineBar() {
  if (!store.offline) return null;
  return h("div", { class: "offline", role: "alert", key: "offline" }, spinner(), WORDS);
}

function spinner() {
  return h("span", { class: "spinner", "aria-hidden": "true" });
}
