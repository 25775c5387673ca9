// The switch of persona: everybody in the workspace, those first for whom something waits.
import { avatar } from "../base/avatar.js";
import { h } from "../base/dom.js";
import { openListbox } from "../base/listbox.js";
import { become } from "../base/place.js";
import { control } from "../base/server.js";
import { store } from "../base/store.js";
import { people } from "../text/directory.js";

export function personaButton() {
  const { me } = store.see;
  const name = me.real_name || me.name;
  return h(
    "button",
    {
      class: "rail-persona",
      "data-persona": me.name,
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": `You are: ${name}`,
      title: `You are: ${name}. Be somebody else (Ctrl+;)`,
      onclick: () => choosePersona(),
    },
    avatar(me.id, name),
    h("span", { class: "presence", "aria-hidden": "true" }),
  );
}

export function choosePersona() {
  // Where the rail is folded away, what unfolds it stands for the switch.
  const button = document.querySelector(".rail-persona");
  const anchor = button?.offsetParent ? button : (document.querySelector(".main .only-narrow") ?? button);
  const list = openListbox(anchor, {
    label: "People",
    find,
    placeholder: "Be somebody else",
    isChosen: (name) => name === store.see.me.name,
    onPick: (row) => become(row.value),
  });
  if (list) learnWhatWaits(list);
}

let waiting = {};

async function learnWhatWaits(list) {
  waiting = (await control("GET", "unread")).people ?? {};
  if (list.box.isConnected) list.search();
}

// Those for whom something waits come first.
function find(text) {
  const weight = (one) => (waiting[one.id] ? 1 + waiting[one.id].mentions : 0);
  const words = text.toLowerCase().split(/\s+/);
  const fits = (one) =>
    words.every((word) => `${one.real_name} ${one.name} ${one.title}`.toLowerCase().includes(word));
  const found = people()
    .filter((one) => !one.is_bot && fits(one))
    .sort((one, other) => weight(other) - weight(one));
  return [{ options: found.map((one) => row(one, waiting[one.id])) }];
}

function row(one, news) {
  const name = one.real_name || one.name;
  return {
    value: one.name,
    label: name,
    detail: one.title,
    content: () => [avatar(one.id, undefined, "tiny"), name, news && count(news)],
  };
}

function count({ unread, mentions }) {
  const words = mentions ? `${mentions} for them` : `${unread} unread`;
  return h(
    "span",
    { class: mentions ? "count" : "count quiet-count", title: words, "aria-label": words },
    String(mentions || unread),
  );
}
