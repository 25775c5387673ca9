// What appears above the composer while one types: commands after /, people and usergroups after @, channels after #.
import { avatar } from "../base/avatar.js";
import { people } from "../text/directory.js";
import { h, patch } from "../base/dom.js";
import { store } from "../base/store.js";

const MOST = 8;
let open = null; // {node, start, entries, active}

export function closeSuggestions() {
  open?.node.removeAttribute("aria-activedescendant");
  open = null;
  document.querySelector(".suggestions")?.remove();
}

export function updateSuggestions(node) {
  const found = look(node.value.slice(0, node.selectionStart), node.dataset.composer);
  if (!found?.entries.length) return closeSuggestions();
  open = { node, ...found, active: 0 };
  draw();
}

// True when the key belonged to the suggestions.
export function suggestionKey(event) {
  if (!open || open.isHint) return false;
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const isWhole = open.entries[open.active].insert.trim() === open.node.value.slice(open.start).trim();
  if (move) {
    open.active = (open.active + move + open.entries.length) % open.entries.length;
    draw();
  } else if (event.key === "Escape") {
    closeSuggestions();
  } else if (event.key === "Tab" || (event.key === "Enter" && !isWhole)) {
    pick(open.entries[open.active]);
  } else {
    return false;
  }
  event.preventDefault();
  event.stopPropagation();
  return true;
}

function look(before, where) {
  const command = where === "channel" && /^\/\S*$/.exec(before);
  if (command) return { start: 0, title: "Commands", entries: commands(command[0]) };
  const hint = where === "channel" && /^(\/\S+)\s/.exec(before);
  if (hint)
    return {
      start: 0,
      title: "Command",
      isHint: true,
      entries: commands(hint[1]).filter((one) => one.insert.trim() === hint[1]),
    };
  const word = /(?:^|[\s(])([@#])([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!word) return null;
  const entries = word[1] === "@" ? names(word[2].toLowerCase()) : channels(word[2].toLowerCase());
  return {
    start: before.length - word[2].length - 1,
    title: word[1] === "@" ? "People" : "Channels",
    entries: entries.slice(0, MOST),
  };
}

function commands(start) {
  return store.see.commands
    .filter((one) => one.command.startsWith(start))
    .map((one) => ({
      insert: `${one.command} `,
      label: `${one.command} ${one.usage_hint ?? ""}`,
      content: [h("strong", {}, one.command), " ", h("code", {}, one.usage_hint ?? "")],
      detail: one.description,
    }));
}

function names(start) {
  const fits = (...texts) =>
    texts.some((text) =>
      text
        .toLowerCase()
        .split(/[\s-]/)
        .concat(text.toLowerCase())
        .some((part) => part.startsWith(start)),
    );
  const persons = people()
    .filter((one) => !one.is_bot && fits(one.name, one.real_name ?? ""))
    .map((one) => ({
      insert: `@${one.name} `,
      label: one.real_name,
      content: [avatar(one.id, undefined, "tiny"), h("strong", {}, one.real_name), ` @${one.name}`],
      detail: one.title,
    }));
  const groups = store.see.usergroups
    .filter((group) => fits(group.handle))
    .map((group) => ({
      insert: `@${group.handle} `,
      label: group.handle,
      content: h("strong", {}, `@${group.handle}`),
      detail: group.name,
    }));
  return [...persons, ...groups];
}

function channels(start) {
  return store.see.channels
    .filter((channel) => !channel.is_archived && channel.name.includes(start))
    .map((channel) => ({
      insert: `#${channel.name} `,
      label: channel.name,
      content: `#${channel.name}`,
      detail: "",
    }));
}

function draw() {
  const place = open.node.closest("form").querySelector(".suggestions-place");
  const list = place.firstChild ?? h("div", { class: "suggestions", role: "listbox" });
  if (!list.isConnected) place.append(list);
  list.setAttribute("aria-label", open.title);
  const rows = open.entries.map((entry, index) =>
    h(
      "div",
      {
        id: `suggestion-${index}`,
        class: index === open.active && !open.isHint ? "option active" : "option",
        role: "option",
        "aria-selected": String(index === open.active),
        "aria-label": entry.label,
        onpointerdown: (event) => {
          event.preventDefault();
          if (!open.isHint) pick(entry);
        },
      },
      h("span", { class: "option-text" }, entry.content),
      entry.detail && h("span", { class: "menu-detail" }, entry.detail),
    ),
  );
  patch(list, [h("div", { class: "popup-heading" }, open.title), ...rows]);
  open.node.setAttribute("aria-activedescendant", `suggestion-${open.active}`);
}

function pick(entry) {
  const { node, start } = open;
  node.setRangeText(entry.insert, start, node.selectionStart, "end");
  node.focus();
  closeSuggestions();
  node.dispatchEvent(new Event("input"));
}
