// A menu of things to do, walked with the arrow keys.
import { h } from "./dom.js";
import { closePopup, openPopup, popupIsOf } from "./popup.js";

// items: {label, content?, detail?, isDanger?, onPick}; a string is a heading.
export function openMenu(anchor, label, items) {
  if (popupIsOf(anchor)) return closePopup();
  const panel = openPopup(anchor, items.map(row), { role: "menu", label });
  panel.onkeydown = walk;
  panel.querySelector("[role=menuitem]")?.focus();
  return panel;
}

function row(item) {
  if (typeof item === "string") return h("div", { class: "popup-heading" }, item);
  return h(
    "button",
    {
      class: item.isDanger ? "menu-item danger" : "menu-item",
      role: "menuitem",
      "aria-label": item.label,
      onclick: () => pick(item),
    },
    h("span", { class: "menu-label" }, item.content ?? item.label),
    item.detail && h("span", { class: "menu-detail" }, item.detail),
  );
}

function pick(item) {
  closePopup({ refocus: true });
  item.onPick();
}

function walk(event) {
  const items = [...event.currentTarget.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}
