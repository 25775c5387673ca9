// One floating panel at a time beside what opened it: lists, menus, small cards.
import { h } from "./dom.js";

let open = null;

export function openPopup(anchor, content, { label, role, width, onClose } = {}) {
  closePopup();
  const panel = h("div", { class: "popup", role, "aria-label": label, tabindex: "-1" }, content);
  document.getElementById("layer").append(panel);
  open = { anchor, panel, onClose };
  anchor.setAttribute("aria-expanded", "true");
  panel.style.minWidth = width === "anchor" ? `${Math.max(220, frame(anchor).offsetWidth)}px` : "";
  placePopup();
  return panel;
}

// A select for several stands in a frame together with its chips.
function frame(anchor) {
  return anchor.closest(".multi") ?? anchor;
}

export function placePopup() {
  if (!open) return;
  const { anchor, panel } = open;
  const box = frame(anchor).getBoundingClientRect();
  const room = { below: innerHeight - box.bottom - 12, above: box.top - 12 };
  panel.style.maxHeight = `${Math.min(380, Math.max(room.below, room.above))}px`;
  const height = panel.offsetHeight;
  const isBelow = room.below >= height || room.below >= room.above;
  panel.style.top = `${isBelow ? box.bottom + 4 : Math.max(8, box.top - height - 4)}px`;
  panel.style.left = `${Math.max(8, Math.min(box.left, innerWidth - panel.offsetWidth - 8))}px`;
}

export function closePopup({ refocus = false } = {}) {
  if (!open) return false;
  const { anchor, panel, onClose } = open;
  open = null;
  panel.remove();
  anchor.setAttribute("aria-expanded", "false");
  if (refocus) anchor.focus();
  onClose?.();
  return true;
}

export function popupIsOf(anchor) {
  return open?.anchor === anchor;
}

document.addEventListener(
  "pointerdown",
  (event) => {
    if (open && !open.panel.contains(event.target) && !open.anchor.contains(event.target)) closePopup();
  },
  true,
);

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Escape" && closePopup({ refocus: true })) event.stopPropagation();
  },
  true,
);

addEventListener("resize", () => closePopup());
document.addEventListener(
  "scroll",
  (event) => {
    if (open && !open.panel.contains(event.target)) placePopup();
  },
  true,
);
