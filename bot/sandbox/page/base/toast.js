// Short notices at the foot of the page.
import { h } from "./dom.js";

const SECONDS = 8;

export function toast(text) {
  const close = h(
    "button",
    { class: "icon-button", "aria-label": "Dismiss", onclick: () => node.remove() },
    "✕",
  );
  const node = h("div", { class: "toast", role: "alert" }, h("span", {}, text), close);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), SECONDS * 1000);
}
