// Which conversations hold something that this person has not looked at yet; the sandbox remembers it.
import { control } from "../base/server.js";
import { store } from "../base/store.js";
import { conversation } from "../text/directory.js";

function key(channel) {
  return `${store.persona}/${channel.id}`;
}

// What stands on the page is read.
export function noteSeen() {
  const channel = conversation(store.place);
  const isElsewhere = store.see.me.name !== store.persona || document.hidden;
  if (!channel || channel.isThin || isElsewhere || !isUnread(channel)) return;
  store.read.set(key(channel), channel.newest);
  control("POST", "read", { user: store.persona, channel: channel.id, ts: channel.newest });
}

export function isUnread(channel) {
  return channel.unread > 0 && channel.newest > (store.read.get(key(channel)) ?? "0");
}

export function mentions(channel) {
  return isUnread(channel) ? channel.mentions : 0;
}
