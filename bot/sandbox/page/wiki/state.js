// What Confluence's console knows: the site's state.
import { beside } from "../base/beside.js";
import { store } from "../base/store.js";

export const { fetchStates: fetchSite, known } = beside("confluence");

export function contentOf(id) {
  return everything().find((one) => one.id === id);
}

export function titled(title) {
  return standing(everything()).find((one) => one.title === title);
}

// What one may see, as oneself.
export function everything() {
  return [...known().pages, ...known().folders].filter((one) => one.seen_by?.includes(store.persona) ?? true);
}

export function isFolder(one) {
  return one.type === "folder";
}

export function standing(contents) {
  return contents.filter((one) => one.status === "current");
}

// What stands right under it, in its order.
export function childrenOf(id) {
  return standing(everything())
    .filter((one) => one.parentId === id)
    .toSorted((a, b) => a.position - b.position);
}

// From the top of the space down to its parent.
export function above(one) {
  const parent = contentOf(one.parentId);
  return parent ? [...above(parent), parent] : [];
}
