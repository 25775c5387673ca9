// Whether Backstage is open, at which of its tabs, and how high it stands.
import { changed, store } from "../base/store.js";

const LEAST = 180;
let state = { isOpen: false, tab: "calls", height: 340 };
let opener = null;

export function isBackstageOpen() {
  return state.isOpen;
}

export function tab() {
  return state.tab;
}

export function toggleBackstage() {
  if (state.isOpen) closeBackstage();
  else openBackstage();
}

export function openBackstage(wanted = state.tab) {
  if (!state.isOpen) opener = document.activeElement;
  store.sidebarOpen = false;
  state = { ...state, isOpen: true, tab: wanted };
  fit();
  changed();
}

export function closeBackstage() {
  state = { ...state, isOpen: false };
  fit();
  if (opener?.isConnected) opener.focus();
  changed();
}

export function setHeight(pixels) {
  state = { ...state, height: Math.round(Math.max(LEAST, Math.min(pixels, innerHeight - 160))) };
  fit();
}

export function height() {
  return state.height;
}

// Everything else makes room: the page ends where Backstage begins.
function fit() {
  const room = state.isOpen ? Math.min(state.height, innerHeight - 120) : 0;
  document.documentElement.style.setProperty("--backstage", `${room}px`);
}

addEventListener("resize", fit);
