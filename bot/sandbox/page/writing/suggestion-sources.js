// What is offered for the word before the caret: commands after /, people after @, channels after #, emoji after :
import { avatar } from "../base/avatar.js";
import { h } from "../base/dom.js";
import { store } from "../base/store.js";
import { people } from "../text/directory.js";
import { emoji, findEmoji } from "../text/emoji.js";
import { broadcast, channelMention, userMention, usergroupMention } from "../text/mentions.js";

const MOST = 8;
const EVERYBODY = {
  here: "Notify every active member of this channel",
  channel: "Notify all members of this channel",
  everyone: "Notify everybody in the workspace",
};

// An entry: {insert: the text of it, make: the node of it in a rich editor, label, content, detail}.
export function lookUp(before, where) {
  return (where === "channel" && lookUpCommand(before)) || lookUpName(before) || lookUpEmoji(before);
}

function lookUpCommand(before) {
  const start = /^\/\S*$/.exec(before);
  if (start) return { start: 0, title: "Commands", entries: commands(start[0]) };
  const hint = /^(\/\S+)\s/.exec(before);
  if (!hint) return null;
  const entries = commands(hint[1]).filter((one) => one.insert.trim() === hint[1]);
  return { start: 0, title: "Command", isHint: true, entries };
}

function lookUpName(before) {
  const word = /(?:^|[\s(])([@#])([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!word) return null;
  const [, sign, text] = word;
  const entries = sign === "@" ? names(text.toLowerCase()) : channels(text.toLowerCase());
  const title = sign === "@" ? "People" : "Channels";
  return { start: before.length - text.length - 1, title, entries: entries.slice(0, MOST) };
}

function lookUpEmoji(before) {
  const word = /(?:^|[\s(]):([a-z0-9_+-]{2,})$/i.exec(before);
  if (!word) return null;
  const entries = findEmoji(word[1], MOST).map(({ names: [name], sign }) => ({
    insert: `:${name}: `,
    make: () => emoji(name),
    label: name,
    content: [h("span", { class: "emoji", "aria-hidden": "true" }, sign), `:${name}:`],
  }));
  return { start: before.length - word[1].length - 1, title: "Emoji", entries };
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
    texts.some((text) => [text, ...text.split(/[\s-]/)].some((part) => part.toLowerCase().startsWith(start)));
  const persons = people()
    .filter((one) => !one.is_bot && fits(one.name, one.real_name ?? ""))
    .map((one) => ({
      insert: `@${one.name} `,
      make: () => userMention(one.id),
      label: one.real_name,
      content: [avatar(one.id, undefined, "tiny"), h("strong", {}, one.real_name), ` @${one.name}`],
      detail: one.title,
    }));
  const groups = store.see.usergroups
    .filter((group) => fits(group.handle))
    .map((group) => named(group.handle, group.name, () => usergroupMention(group.id)));
  const all = Object.keys(EVERYBODY)
    .filter((range) => start && range.startsWith(start))
    .map((range) => named(range, EVERYBODY[range], () => broadcast(range)));
  return [...persons.slice(0, MOST - 1), ...groups, ...all];
}

function named(handle, detail, make) {
  return { insert: `@${handle} `, make, label: handle, content: h("strong", {}, `@${handle}`), detail };
}

function channels(start) {
  return store.see.channels
    .filter((channel) => !channel.is_archived && channel.name.includes(start))
    .map((channel) => ({
      insert: `#${channel.name} `,
      make: () => channelMention(channel.id),
      label: channel.name,
      content: `#${channel.name}`,
    }));
}
