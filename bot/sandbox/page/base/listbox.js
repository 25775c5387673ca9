// A list to choose from: filtered by typing, walked with the arrow keys, grouped, for one choice or several.
import { h, patch } from "./dom.js";
import { closePopup, openPopup, placePopup, popupIsOf } from "./popup.js";

const MOST = 200; // rows that are drawn; whoever looks for more types

let nextId = 0;

// options: {label, groups | find(text) -> groups | load(text) -> Promise of groups,
//           isChosen(value), isMany, placeholder, onPick(option), onClose}
// groups: [{label, options: [{value, label, content? (nodes, or what makes them), detail?}]}]
export function openListbox(anchor, options) {
  if (popupIsOf(anchor)) return closePopup({ refocus: true });
  const list = new List(anchor, options);
  list.open();
  return list;
}

// The same list as a part of something that is there already; onDone ends it.
export function embedListbox(root, options) {
  const list = new List(root, options);
  list.build();
  root.append(list.filter, list.box);
  list.filter.focus();
  list.search();
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
    this.build();
    openPopup(this.anchor, [this.filter, this.box], { width: "anchor", onClose: this.options.onClose });
    this.filter.focus();
    this.search();
  }

  done() {
    if (this.options.onDone) this.options.onDone();
    else closePopup({ refocus: true });
  }

  build() {
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
  }

  async search() {
    const text = this.filter.value.trim();
    if (!this.options.load) {
      const { find } = this.options;
      this.shown = this.limited(find ? find(text) : filtered(this.groups, text));
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
    this.shown = this.limited(found.groups ?? []);
    this.note = found.note ?? (this.shown.some((group) => group.options.length) ? "" : "No results");
    this.active = this.firstActive(text);
    this.draw();
  }

  limited(groups) {
    let room = MOST;
    this.more = 0;
    const kept = groups.map((group) => {
      const options = group.options.slice(0, room);
      room -= options.length;
      this.more += group.options.length - options.length;
      return { ...group, options };
    });
    return kept.filter((group) => group.options.length);
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
    const note = this.note || (this.more ? `${this.more} more: type to find them` : "");
    patch(this.box, [...rows, note && h("div", { class: "popup-note" }, note)]);
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
      h("span", { class: "option-text" }, option.content?.call?.() ?? option.content ?? option.label),
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
    if (!this.options.isMany) return this.done();
    this.filter.focus();
    this.draw();
  }

  key(event) {
    const moves = { ArrowDown: this.active + 1, ArrowUp: this.active - 1 };
    if (event.key in moves) this.move(moves[event.key]);
    else if (event.key === "Enter") this.flat[this.active] && this.pick(this.flat[this.active]);
    else if (event.key === "Tab") this.done();
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  }
}

function filtered(groups, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return groups.filter((group) => group.options.length);
  const fits = (option) =>
    words.every((word) => `${option.label} ${option.detail ?? ""}`.toLowerCase().includes(word));
  return groups
    .map((group) => ({ ...group, options: group.options.filter(fits) }))
    .filter((group) => group.options.length);
}
