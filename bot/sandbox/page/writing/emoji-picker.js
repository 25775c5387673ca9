// All emoji to choose from: searched by name, walked with the arrow keys, with a skin tone.
import { h, patch } from "../base/dom.js";
import { closePopup, openPopup, placePopup, popupIsOf } from "../base/popup.js";
import { CATEGORIES, findEmoji, glyph } from "../text/emoji.js";

const COLUMNS = 8;
const MOST = 80;
const OFTEN = "eyes white_check_mark +1 raised_hands tada rotating_light fire pray".split(" ");
const TONES = ["", "2", "3", "4", "5", "6"];

let tone = "";

// onPick gets the name, "wave" or "wave::skin-tone-4".
export function openEmojiPicker(anchor, onPick) {
  if (popupIsOf(anchor)) return closePopup({ refocus: true });
  new Picker(anchor, onPick).open();
}

class Picker {
  constructor(anchor, onPick) {
    Object.assign(this, { anchor, onPick });
  }

  open() {
    this.search = h("input", {
      class: "filter",
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: "Search all emoji",
      "aria-label": "Search all emoji",
      oninput: () => this.draw(),
    });
    this.grid = h("div", { class: "emoji-grid", keep: true });
    this.foot = h("div", { class: "emoji-foot", keep: true });
    const panel = openPopup(this.anchor, [this.search, this.grid, this.foot], {
      role: "dialog",
      label: "Emoji",
    });
    panel.classList.add("emoji-picker");
    panel.onkeydown = (event) => this.key(event);
    this.draw();
    this.search.focus();
  }

  draw() {
    const text = this.search.value.trim();
    const groups = text
      ? [{ title: "Results", emoji: findEmoji(text, MOST) }]
      : [{ title: "Often used", emoji: OFTEN.map((name) => ({ names: [name] })) }, ...CATEGORIES];
    const isNone = groups.every((group) => !group.emoji.length);
    patch(
      this.grid,
      isNone
        ? h("div", { class: "popup-note" }, "No emoji of that name")
        : groups.map((one) => this.group(one)),
    );
    patch(this.foot, [h("span", { class: "emoji-named" }, "Skin tone"), TONES.map((one) => this.tone(one))]);
    placePopup();
  }

  group({ title, emoji }) {
    return h(
      "section",
      { "aria-label": title, key: title },
      h("div", { class: "popup-heading" }, title),
      h(
        "div",
        { class: "emoji-cells" },
        emoji.map((one) => this.cell(one)),
      ),
    );
  }

  cell({ names: [base], hasTones }) {
    const name = tone && hasTones ? `${base}::skin-tone-${tone}` : base;
    return h(
      "button",
      {
        type: "button",
        class: "emoji-cell",
        tabindex: "-1",
        "aria-label": base.replaceAll("_", " "),
        title: `:${base}:`,
        onclick: () => this.pick(name),
      },
      glyph(name),
    );
  }

  tone(one) {
    return h(
      "button",
      {
        type: "button",
        class: "emoji-tone",
        "aria-pressed": String(one === tone),
        "aria-label": one ? `Skin tone ${one}` : "Default skin tone",
        onclick: () => {
          tone = one;
          this.draw();
        },
      },
      glyph(one ? `hand::skin-tone-${one}` : "hand"),
    );
  }

  pick(name) {
    closePopup({ refocus: true });
    this.onPick(name);
  }

  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    const cells = [...this.grid.querySelectorAll(".emoji-cell")];
    const at = cells.indexOf(document.activeElement);
    const isTyping = at < 0 && document.activeElement === this.search;
    if (event.key === "Enter" && isTyping) cells[0]?.click();
    else if (step && !(isTyping && Math.abs(step) === 1)) this.move(cells, at < 0 ? 0 : at + step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  move(cells, to) {
    if (to < 0) this.search.focus();
    else cells[Math.min(to, cells.length - 1)]?.focus();
  }
}
