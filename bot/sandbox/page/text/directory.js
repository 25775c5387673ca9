// Who and what the ids stand for, as the current person sees them.
import { personById } from "../base/seen.js";
import { store } from "../base/store.js";

export function person(id) {
  const { app } = store.see;
  if (id === app.bot_user_id) return { id, name: app.name, real_name: app.name, is_bot: true };
  return personById(id);
}

export function personName(id) {
  const one = person(id);
  return one ? one.real_name || one.name : id;
}

export function people() {
  return store.see.people.filter((one) => !one.deleted);
}

export function conversations() {
  return [...store.see.channels, ...store.see.dms];
}

export function conversation(id) {
  return conversations().find((one) => one.id === id);
}

export function usergroup(id) {
  return store.see.usergroups.find((group) => group.id === id);
}

export function isDm(channel) {
  return store.see.dms.some((dm) => dm.id === channel.id);
}

export function appDm() {
  const { dms, app, me } = store.see;
  return dms.find((dm) => others(dm).join() === app.bot_user_id && me.id);
}

// Everybody in a direct message but oneself.
export function others(dm) {
  return dm.with.filter((id) => id !== store.see.me.id);
}

export function conversationName(channel) {
  if (!isDm(channel)) return channel.name;
  return others(channel).map(personName).join(", ") || `${store.see.me.real_name} (you)`;
}

// Slack's history says topic as an object, the sandbox's overview as a text.
export function textOf(topic) {
  return typeof topic === "string" ? topic : (topic?.value ?? "");
}

export function pinsOf(channel) {
  return (channel.pins ?? []).map((pin) => pin.ts ?? pin.message?.ts ?? pin);
}
