// A month to pick a day from, walked with the arrow keys.
import { h, patch } from "../base/dom.js";
import { closePopup, openPopup, placePopup, popupIsOf } from "../base/popup.js";
import { dayKey } from "../text/dates.js";

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const WEEKS = 6;

// value: "2026-11-21" or null; onPick gets the same form.
export function openCalendar(anchor, { label, value, onPick }) {
  if (popupIsOf(anchor)) return closePopup({ refocus: true });
  new Calendar(anchor, value, onPick).open(label);
}

export function parseDay(value) {
  const [year, month, day] = value.split("-").map(Number);
  return new Date(year, month - 1, day, 12);
}

class Calendar {
  constructor(anchor, value, onPick) {
    Object.assign(this, { anchor, value, onPick });
    this.at = value ? parseDay(value) : new Date();
  }

  open(label) {
    this.panel = openPopup(this.anchor, [], { role: "dialog", label });
    this.panel.classList.add("calendar");
    this.panel.onkeydown = (event) => this.key(event);
    this.draw();
  }

  draw() {
    const title = new Intl.DateTimeFormat("en", { month: "long", year: "numeric" }).format(this.at);
    patch(this.panel, [
      h(
        "div",
        { class: "calendar-head", key: "head" },
        this.step("Previous month", "‹", -1),
        h("strong", { "aria-live": "polite" }, title),
        this.step("Next month", "›", 1),
      ),
      h(
        "div",
        { class: "calendar-days", "aria-hidden": "true", key: "days" },
        DAYS.map((day) => h("span", {}, day)),
      ),
      h("div", { class: "calendar-grid", role: "group", "aria-label": title, key: "grid" }, this.days()),
    ]);
    placePopup();
    this.panel.querySelector("[tabindex='0']").focus();
  }

  step(label, sign, months) {
    return h(
      "button",
      { class: "icon-button", type: "button", "aria-label": label, onclick: () => this.move({ months }) },
      sign,
    );
  }

  days() {
    const first = new Date(this.at.getFullYear(), this.at.getMonth(), 1, 12);
    const shift = (first.getDay() + 6) % 7; // weeks start on Monday
    return Array.from({ length: 7 * WEEKS }, (_, index) =>
      this.day(new Date(this.at.getFullYear(), this.at.getMonth(), 1 - shift + index, 12)),
    );
  }

  day(date) {
    const key = dayKey(date);
    const marks = [
      date.getMonth() === this.at.getMonth() ? "" : "outside-month",
      key === dayKey(new Date()) ? "today" : "",
    ];
    return h(
      "button",
      {
        type: "button",
        class: `calendar-day ${marks.join(" ")}`,
        tabindex: key === dayKey(this.at) ? "0" : "-1",
        "aria-pressed": String(key === this.value),
        "aria-label": new Intl.DateTimeFormat("en", { dateStyle: "full" }).format(date),
        onclick: () => this.pick(key),
      },
      String(date.getDate()),
    );
  }

  pick(key) {
    closePopup({ refocus: true });
    this.onPick(key);
  }

  move({ days = 0, months = 0 }) {
    const { at } = this;
    const last = new Date(at.getFullYear(), at.getMonth() + months + 1, 0).getDate();
    const day = months ? Math.min(at.getDate(), last) : at.getDate() + days;
    this.at = new Date(at.getFullYear(), at.getMonth() + months, day, 12);
    this.draw();
  }

  key(event) {
    const moves = {
      ArrowLeft: { days: -1 },
      ArrowRight: { days: 1 },
      ArrowUp: { days: -7 },
      ArrowDown: { days: 7 },
      PageUp: { months: -1 },
      PageDown: { months: 1 },
    };
    if (event.key === "Tab") closePopup({ refocus: true });
    else if (moves[event.key]) this.move(moves[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
