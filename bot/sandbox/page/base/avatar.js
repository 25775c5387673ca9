// A face for everybody: initials on a colour of their own.
import { h } from "./dom.js";
import { person } from "../text/directory.js";
import { store } from "./store.js";

const TINTS = 10;

export function avatar(id, name, size = "") {
  const one = person(id);
  const shown = name ?? one?.real_name ?? one?.name ?? "?";
  const isApp = id === store.see.app.bot_user_id;
  return h(
    "span",
    { class: `avatar ${size} ${isApp ? "avatar-app" : `tint-${tint(id ?? shown)}`}`, "aria-hidden": "true" },
    initials(shown),
  );
}

function initials(name) {
  const words = name
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  return (
    words
      .slice(0, 2)
      .map((word) => [...word][0].toUpperCase())
      .join("") || "?"
  );
}

function tint(id) {
  let sum = 0;
  for (const sign of id) sum = (sum * 31 + sign.codePointAt(0)) >>> 0;
  return sum % TINTS;
}
