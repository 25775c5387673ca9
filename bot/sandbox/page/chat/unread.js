// Which conversations hold something that this person has not looked at while the page was open.
import { store } from "../base/store.js";

function newest(channel) {
  return (
    channel.messages.findLast((message) => !message.is_ephemeral || !store.dismissed.has(message.ts))?.ts ??
    "0"
  );
}

function key(channel) {
  return `${store.persona}/${channel.id}`;
}

// What was there when somebody first looked is old; a conversation that appears later is new.
export function noteSeen() {
  const { see } = store;
  const isFirst = !store.read.has(store.persona);
  store.read.set(store.persona, true);
  for (const channel of [...see.channels, ...see.dms]) {
    if (isFirst || channel.id === store.place) store.read.set(key(channel), newest(channel));
    else if (!store.read.has(key(channel))) store.read.set(key(channel), "0");
  }
}

export function isUnread(channel) {
  return unreadMessages(channel).length > 0;
}

export function mentions(channel) {
  const { me } = store.see;
  return unreadMessages(channel).filter(
    (message) => JSON.stringify([message.text, message.blocks]).includes(`<@${me.id}>`) || channel.with,
  ).length;
}

function unreadMessages(channel) {
  const read = store.read.get(key(channel)) ?? "0";
  return channel.messages.filter(
    (message) =>
      message.ts > read &&
      message.user !== store.see.me.id &&
      !(message.thread_ts && message.thread_ts !== message.ts),
  );
}
