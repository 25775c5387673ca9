// The keys that work everywhere on the page.
import { closeBackstage, isBackstageOpen, toggleBackstage } from "../backstage/open.js";
import { isDialogOpen } from "../base/dialog.js";
import { closeThread, go } from "../base/place.js";
import { changed, store } from "../base/store.js";
import { openJump } from "./jump.js";
import { choosePersona } from "./persona.js";
import { showShortcuts } from "./shortcuts.js";

const WITH_CTRL = { k: openJump, ".": toggleBackstage, "/": showShortcuts, ";": choosePersona };

export function listenToKeys() {
  document.addEventListener("keydown", key);
}

function key(event) {
  if (event.defaultPrevented || event.isComposing || !store.see || isDialogOpen()) return;
  const isModal = store.see.views.length > 0 && !isInBackstage(event.target);
  const wanted = (event.ctrlKey || event.metaKey) && !event.altKey && WITH_CTRL[event.key.toLowerCase()];
  // A modal keeps the page to itself, but Backstage may be opened beside it.
  if (wanted && (!isModal || wanted === toggleBackstage)) wanted();
  else if (isModal) return;
  else if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) walk(event);
  else if (event.key !== "Escape" || !closeTop(event.target)) return;
  event.preventDefault();
}

// Escape closes what is on top: the sidebar, Backstage if one is in it, what is open beside the conversation.
function closeTop(target) {
  if (store.sidebarOpen) {
    store.sidebarOpen = false;
    changed();
  } else if (isInBackstage(target)) closeBackstage();
  else if (store.thread) closeThread();
  else return false;
  return true;
}

function isInBackstage(target) {
  return isBackstageOpen() && document.getElementById("backstage").contains(target);
}

// From one conversation to the next, in the order of the sidebar; with Shift to the next unread one.
function walk({ key, shiftKey }) {
  const entries = [...document.querySelectorAll(".places .place")];
  const here = entries.findIndex((node) => node.hasAttribute("aria-current"));
  const step = key === "ArrowDown" ? 1 : -1;
  for (let tried = 1; tried <= entries.length; tried += 1) {
    const entry = entries[(here + step * tried + entries.length * 2) % entries.length];
    if (shiftKey && !entry.classList.contains("unread")) continue;
    go(entry.dataset.channel);
    return entry.scrollIntoView({ block: "nearest" });
  }
}
