// What Confluence's console knows: the site's state, fetched anew whenever something has changed there.
import { control } from "../base/server.js";
import { changed, store } from "../base/store.js";

let site = null;
let fetched = null;
let isFetching = false;

export function known() {
  return site;
}

export async function fetchSite(version) {
  if (isFetching || (site && version === fetched)) return;
  isFetching = true;
  const answer = await control("GET", "state/confluence");
  isFetching = false;
  fetched = version;
  if (answer.ok === false) return;
  site = answer;
  changed();
}

export function contentOf(id) {
  return everything().find((one) => one.id === id);
}

export function titled(title) {
  return standing(everything()).find((one) => one.title === title);
}

// What one may see, as oneself.
export function everything() {
  return [...site.pages, ...site.folders].filter((one) => one.seen_by?.includes(store.persona) ?? true);
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
