// Select menus: static, type-ahead, people, conversations and channels, for one choice or several.
import { choose, suggest } from "./actions.js";
import {
  conversation,
  conversationName,
  conversations,
  isDm,
  others,
  people,
  person,
  personName,
} from "../text/directory.js";
import { h } from "../base/dom.js";
import { plainString, plainText } from "../text/emoji.js";
import { valueOf } from "./forms.js";
import { openListbox } from "../base/listbox.js";
import { marks } from "../base/marks.js";

function kindOf(one) {
  return one.type.replace(/^multi_/, "").replace(/_select$/, "");
}

// An option's value is an option object, or an id for people and channels.
function asRow(option) {
  return {
    value: option.value,
    label: plainString(option.text.text),
    content: plainText(option.text.text),
    detail: option.description && plainString(option.description.text),
    option,
  };
}

function staticGroups(one) {
  if (one.options) return [{ options: one.options.map(asRow) }];
  return (one.option_groups ?? []).map((group) => ({
    label: plainString(group.label.text),
    options: group.options.map(asRow),
  }));
}

function userGroups() {
  const rows = people().map((one) => ({
    value: one.id,
    label: one.real_name || one.name,
    detail: one.title || `@${one.name}`,
    option: one.id,
  }));
  return [{ options: rows.sort((one, other) => one.label.localeCompare(other.label)) }];
}

function channelGroups(one) {
  const include = kindOf(one) === "channels" ? ["public"] : one.filter?.include;
  const isBot = (channel) => isDm(channel) && others(channel).some((id) => person(id)?.is_bot);
  const fits = (channel) =>
    (!include || include.includes(sortOf(channel))) && !(one.filter?.exclude_bot_users && isBot(channel));
  const shown = conversations().filter((channel) => !channel.is_archived && fits(channel));
  return [
    {
      options: shown.map((channel) => ({
        value: channel.id,
        label: shownName(channel.id),
        option: channel.id,
      })),
    },
  ];
}

// As conversations_select's filter names them.
function sortOf(channel) {
  if (isDm(channel)) return others(channel).length > 1 ? "mpim" : "im";
  return channel.is_private ? "private" : "public";
}

function shownName(id) {
  const channel = conversation(id);
  if (!channel) return id;
  return isDm(channel) ? conversationName(channel) : `${channel.is_private ? "🔒" : "#"}${channel.name}`;
}

const GROUPS = {
  static: staticGroups,
  users: userGroups,
  conversations: channelGroups,
  channels: channelGroups,
};

function source(form, block, one) {
  const kind = kindOf(one);
  if (kind !== "external") return { groups: GROUPS[kind](one) };
  return { load: (text) => suggest(form, block, one, text), placeholder: "Type to search" };
}

function textOf(one, value) {
  if (value?.text) return plainText(value.text.text);
  return kindOf(one) === "users" ? personName(value) : shownName(value);
}

function stringOf(one, value) {
  return value?.text ? plainString(value.text.text) : String(textOf(one, value));
}

function identity(value) {
  return value?.text ? (value.value ?? value.text.text) : value;
}

function placeholderOf(one) {
  if (one.placeholder) return plainString(one.placeholder.text);
  return kindOf(one) === "static" ? "Select an option" : "Select an item";
}

function trigger(block, one, label, open, content) {
  return h(
    "button",
    {
      ...marks(block, one),
      class: "select",
      type: "button",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": label || placeholderOf(one),
      "data-focus": one.focus_on_load,
      onclick: (event) => open(event.currentTarget),
      onkeydown: (event) => {
        if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
        event.preventDefault();
        open(event.currentTarget);
      },
    },
    content,
    h("span", { class: "chevron", "aria-hidden": "true" }, "▾"),
  );
}

export function select(form, block, one, label) {
  const value = valueOf(form, block, one);
  const name = label || placeholderOf(one);
  const open = (node) =>
    openListbox(node, {
      label: name,
      ...source(form, block, one),
      isChosen: (id) => identity(valueOf(form, block, one)) === id,
      onPick: (row) => choose(form, block, one, row.option, node),
    });
  const shown =
    value === null
      ? h("span", { class: "select-text placeholder" }, placeholderOf(one))
      : h("span", { class: "select-text" }, textOf(one, value));
  const button = trigger(block, one, label, open, shown);
  if (!block.optional) return button;
  const clear =
    value !== null &&
    h(
      "button",
      {
        class: "clear",
        type: "button",
        "aria-label": `Clear ${name}`,
        title: "Clear",
        onclick: (event) => choose(form, block, one, null, event.currentTarget.previousSibling),
      },
      "✕",
    );
  return h("div", { class: "clearable", key: `clearable/${block.block_id}` }, button, clear);
}

export function multiSelect(form, block, one, label) {
  const now = () => valueOf(form, block, one);
  const has = (id) => now().some((value) => identity(value) === id);
  const most = one.max_selected_items ?? Infinity;
  const toggle = (option, node) => {
    const rest = now().filter((value) => identity(value) !== identity(option));
    if (rest.length === now().length && rest.length >= most) return;
    choose(form, block, one, rest.length < now().length ? rest : [...rest, option], node);
  };
  const open = (node) =>
    openListbox(node, {
      label: label || placeholderOf(one),
      isMany: true,
      ...source(form, block, one),
      isChosen: has,
      onPick: (row) => toggle(row.option, node),
    });
  const chips = now().map((value) =>
    chip(one, value, (event) => toggle(value, event.currentTarget.closest(".multi"))),
  );
  const shown = h(
    "span",
    { class: now().length ? "select-text quiet" : "select-text placeholder" },
    now().length ? "Add" : placeholderOf(one),
  );
  return h(
    "div",
    { class: "multi", key: `multi/${block.block_id}/${one.action_id}` },
    chips,
    trigger(block, one, label, open, shown),
  );
}

function chip(one, value, remove) {
  const name = stringOf(one, value);
  return h(
    "span",
    { class: "chip", key: `chip/${identity(value)}` },
    h("span", {}, textOf(one, value)),
    h("button", { class: "chip-x", type: "button", "aria-label": `Remove ${name}`, onclick: remove }, "✕"),
  );
}
