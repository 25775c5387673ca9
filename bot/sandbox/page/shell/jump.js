// Jump to a conversation: a list that is searched by typing, unread ones first.
import { avatar } from "../base/avatar.js";
import { closeDialog, openDialog } from "../base/dialog.js";
import { h } from "../base/dom.js";
import { embedListbox } from "../base/listbox.js";
import { go } from "../base/place.js";
import { store } from "../base/store.js";
import { isUnread } from "../chat/unread.js";
import { sign } from "../text/channel-name.js";
import { appDm, conversationName, isDm, others } from "../text/directory.js";

export function openJump() {
  const panel = openDialog("Jump to a conversation", "jump", []);
  embedListbox(panel, {
    label: "conversations",
    placeholder: "Jump to…",
    find: (text) => [{ options: found(text.toLowerCase()) }],
    isChosen: () => false,
    onPick: (row) => go(row.value),
    onDone: closeDialog,
  });
}

function found(text) {
  const { channels, dms, app } = store.see;
  const home = app.home_tab
    ? [{ value: "home", label: app.name, rank: 1, content: () => face(app.bot_user_id, app.name) }]
    : [];
  const direct = dms.filter((dm) => dm !== appDm() || !app.home_tab);
  return [...[...channels, ...direct].map(row), ...home]
    .map((one) => ({ ...one, rank: one.rank + closeness(one.label.toLowerCase(), text) }))
    .filter((one) => one.rank >= 0)
    .sort((one, other) => other.rank - one.rank || one.label.localeCompare(other.label));
}

function closeness(name, text) {
  if (!text) return 0;
  if (name.startsWith(text)) return 40;
  if (name.split(/[\s_-]/).some((word) => word.startsWith(text))) return 20;
  return text.split(/\s+/).every((word) => name.includes(word)) ? 10 : -Infinity;
}

function row(channel) {
  const name = conversationName(channel);
  const isMine = isDm(channel) || channel.is_member;
  return {
    value: channel.id,
    label: name,
    rank: (isUnread(channel) ? 4 : 0) + (isMine ? 2 : 0) - (channel.is_archived ? 1 : 0),
    detail: channel.is_archived ? "archived" : isUnread(channel) ? "unread" : isMine ? "" : "not a member",
    content: () =>
      isDm(channel) ? face(others(channel)[0] ?? store.see.me.id, name) : [sign(channel), name],
  };
}

function face(id, name) {
  return [avatar(id, name, "tiny"), name];
}
