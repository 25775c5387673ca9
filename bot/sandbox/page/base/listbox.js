// A list to choose from: filtered by typing, walked with the arrow keys, grouped, for one choice or several.
import { h, patch } from "./dom.js";
import { closePopup, openPopup, placePopup, popupIsOf } from "./popup.js";

let nextId = 0;

// options: {label, groups: [{label, options: [{value, label, content?, detail?}]}] | load(text) -> Promise of groups,
//           isChosen(value), isMany, placeholder, onPick(option), onClose}
export function openListbox(anchor, options) {
  if (popupIsOf(anchor)) return closePopup({ refocus: true });
  const list = new List(anchor, options);
  list.open();
  return list;
}

class List {
  constructor(anchor, options) {
    this.anchor = anchor;
    this.options = options;
    this.id = `list-${nextId++}`;
    this.groups = options.groups ?? [];
    this.active = -1;
    this.asked = 0;
    this.note = "";
  }

  open() {
    const { label, placeholder } = this.options;
    this.box = h("div", {
      class: "options",
      role: "listbox",
      id: this.id,
      "aria-label": label,
      "aria-multiselectable": this.options.isMany && "true",
      keep: true,
    });
    this.filter = h("input", {
      class: "filter",
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-expanded": "true",
      "aria-label": `Filter ${label}`,
      "aria-controls": this.id,
      placeholder: placeholder ?? "Type to filter",
      oninput: () => this.search(),
      onkeydown: (event) => this.key(event),
    });
    openPopup(this.anchor, [this.filter, this.box], { width: "anchor", onClose: this.options.onClose });
    this.filter.focus();
    this.search();
  }

  async search() {
    const text = this.filter.value.trim();
    if (!this.options.load) {
      this.shown = filtered(this.groups, text);
      this.note = this.shown.length ? "" : "No results";
      this.active = this.firstActive(text);
      return this.draw();
    }
    const asked = ++this.asked;
    this.shown ??= [];
    this.note = "Searching…";
    this.draw();
    await new Promise((resolve) => setTimeout(resolve, text ? 150 : 0));
    if (asked !== this.asked) return;
    const found = await this.options.load(text);
    if (asked !== this.asked || !this.box.isConnected) return;
    this.shown = found.groups ?? [];
    this.note = found.note ?? (this.shown.some((group) => group.options.length) ? "" : "No results");
    this.active = this.firstActive(text);
    this.draw();
  }

  get flat() {
    return this.shown.flatMap((group) => group.options);
  }

  firstActive(text) {
    const chosen = this.flat.findIndex((option) => this.options.isChosen(option.value));
    return chosen >= 0 && !text ? chosen : 0;
  }

  draw() {
    let index = -1;
    const rows = this.shown.map((group) =>
      h(
        "div",
        { role: "group", "aria-label": group.label },
        group.label && h("div", { class: "popup-heading" }, group.label),
        group.options.map((option) => this.row(option, ++index)),
      ),
    );
    patch(this.box, [...rows, this.note && h("div", { class: "popup-note" }, this.note)]);
    this.filter.setAttribute("aria-activedescendant", `${this.id}-${this.active}`);
    this.box.querySelector(".active")?.scrollIntoView({ block: "nearest" });
    placePopup();
  }

  row(option, index) {
    const isChosen = this.options.isChosen(option.value);
    return h(
      "div",
      {
        id: `${this.id}-${index}`,
        role: "option",
        "aria-selected": String(isChosen),
        "data-value": option.value,
        class: index === this.active ? "option active" : "option",
        onclick: () => this.pick(option),
        onpointermove: () => this.active !== index && this.move(index),
      },
      h("span", { class: "tick", "aria-hidden": "true" }, isChosen ? "✓" : " "),
      h("span", { class: "option-text" }, option.content ?? option.label),
      option.detail && h("span", { class: "menu-detail" }, option.detail),
    );
  }

  move(index) {
    const count = this.flat.length;
    this.active = count ? (index + count) % count : -1;
    this.draw();
  }

  pick(option) {
    this.options.onPick(option);
    if (!this.options.isMany) return closePopup({ refocus: true });
    this.filter.focus();
    this.draw();
  }

  key(event) {
    const moves = { ArrowDown: this.active + 1, ArrowUp: this.active - 1 };
    if (event.key in moves) this.move(moves[event.key]);
    else if (event.key === "Enter") this.flat[this.active] && this.pick(this.flat[this.active]);
    else if (event.key === "Tab") closePopup({ refocus: true });
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  }
}

function filtered(groups, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (option) =>
    words.every((word) => `${option.label} ${option.detail ?? ""}`.toLowerCase().includes(word));
  return groups
    .map((group) => ({ ...group, options: group.options.filter(fits) }))
    .filter((group) => group.options.length);
}
