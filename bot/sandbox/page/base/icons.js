// The few signs that the shell draws itself, on a field of 20 by 20.
import { h } from "./dom.js";

const PATHS = {
  chat: "M3 5.5A2.5 2.5 0 0 1 5.5 3h9A2.5 2.5 0 0 1 17 5.5v6a2.5 2.5 0 0 1-2.5 2.5H9l-4 3.2V14h.5A2.5 2.5 0 0 1 3 11.5z",
  backstage: "M3 16V4M3 5.5h5M3 10h9M3 14.5h14M8 4v3M12 8.5v3M17 13v3",
  keys: "M3.5 5h13A1.5 1.5 0 0 1 18 6.5v7a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 2 13.5v-7A1.5 1.5 0 0 1 3.5 5zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M7 11.8h6",
  search: "M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM13.2 13.2 17 17",
};

export function icon(name) {
  return h(
    "svg",
    { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" },
    h("path", { d: PATHS[name] }),
  );
}
