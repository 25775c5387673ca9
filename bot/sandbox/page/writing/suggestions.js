// The list that appears above the place where one types, and the keys that walk it.
import { h, patch } from "../base/dom.js";
import { lookUp } from "./suggestion-sources.js";

let open = null; // {editor, start, entries, active, isHint}

export function closeSuggestions() {
  open?.editor.node.removeAttribute("aria-activedescendant");
  open = null;
  document.querySelector(".suggestions")?.remove();
}

// A textarea, as suggestions see any place where one types.
export function plainEditor(node) {
  return {
    node,
    before: () => node.value.slice(0, node.selectionStart),
    replace(start, entry) {
      node.setRangeText(entry.insert, start, node.selectionStart, "end");
      node.dispatchEvent(new Event("input"));
    },
  };
}

export function updateSuggestions(editor) {
  const found = lookUp(editor.before(), editor.node.dataset.composer);
  if (!found?.entries.length) return closeSuggestions();
  open = { editor, ...found, active: 0 };
  draw();
}

// True when the key belonged to the suggestions.
export function suggestionKey(event) {
  if (!open || open.isHint) return false;
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const typed = open.editor.before().slice(open.start);
  const isWhole = open.entries[open.active].insert.trim() === typed.trim();
  if (move) {
    open.active = (open.active + move + open.entries.length) % open.entries.length;
    draw();
  } else if (event.key === "Escape") {
    closeSuggestions();
  } else if (event.key === "Tab" || (event.key === "Enter" && !isWhole)) {
    pick(open.entries[open.active]);
  } else {
    return false;
  }
  event.preventDefault();
  event.stopPropagation();
  return true;
}

function draw() {
  const { node } = open.editor;
  const place = node.parentElement.querySelector(".suggestions-place");
  const list = place.firstChild ?? h("div", { class: "suggestions", role: "listbox" });
  if (!list.isConnected) place.append(list);
  list.setAttribute("aria-label", open.title);
  patch(list, [h("div", { class: "popup-heading" }, open.title), ...open.entries.map(row)]);
  node.setAttribute("aria-activedescendant", `suggestion-${open.active}`);
}

function row(entry, index) {
  return h(
    "div",
    {
      id: `suggestion-${index}`,
      class: index === open.active && !open.isHint ? "option active" : "option",
      role: "option",
      "aria-selected": String(index === open.active),
      "aria-label": entry.label,
      onpointerdown: (event) => {
        event.preventDefault();
        if (!open.isHint) pick(entry);
      },
    },
    h("span", { class: "option-text" }, entry.content),
    entry.detail && h("span", { class: "menu-detail" }, entry.detail),
  );
}

function pick(entry) {
  const { editor, start } = open;
  editor.node.focus();
  editor.replace(start, entry);
  closeSuggestions();
}
