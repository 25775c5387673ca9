// A link to a message shows that message, to those who may see it: https://slack.com/help/articles/203274767
import { avatar } from "../base/avatar.js";
import { h } from "../base/dom.js";
import { addressOf } from "../base/place.js";
import { control } from "../base/server.js";
import { changed, store } from "../base/store.js";
import { shown } from "../text/channel-name.js";
import { moment, relativeMoment } from "../text/dates.js";
import { conversation, personName } from "../text/directory.js";
import { mrkdwn } from "../text/mrkdwn.js";

const PERMALINK = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})/g;
const MOST = 3;
const KEPT = 300;

const known = new Map(); // persona/channel/ts -> the message, null where it is not to be seen, undefined on its way

export function quoted(message) {
  return links(message).map(([channel, ts]) => quote(channel, ts));
}

// What a drawing of the quotes depends on beside the message.
export function quotedDraft(message) {
  return links(message).map(([channel, ts]) => Boolean(look(channel, ts)));
}

function links(message) {
  if (message.is_ephemeral || !message.text?.includes("/archives/")) return [];
  const found = new Map();
  for (const [whole, place, seconds, micros] of message.text.matchAll(PERMALINK))
    found.set(whole, [place, `${seconds}.${micros}`]);
  return [...found.values()].slice(0, MOST);
}

function look(channel, ts) {
  const here = conversation(channel)?.messages?.find((one) => one.ts === ts);
  if (here) return here;
  const key = `${store.persona}/${channel}/${ts}`;
  if (!known.has(key)) ask(key, channel, ts);
  return known.get(key);
}

async function ask(key, channel, ts) {
  known.set(key, undefined);
  if (known.size > KEPT) known.delete(known.keys().next().value);
  const asked = new URLSearchParams({ user: store.persona, channel, ts });
  const { message } = await control("GET", `message?${asked}`);
  known.set(key, message ?? null);
  if (message) changed();
}

function quote(place, ts) {
  const message = look(place, ts);
  const channel = conversation(place);
  if (!message || !channel) return null;
  const name = message.username ?? personName(message.user ?? message.bot_id ?? "");
  return h(
    "div",
    { class: "attachment quoted", key: `quoted/${place}/${ts}` },
    h("div", { class: "quoted-head" }, avatar(message.user, name, "tiny"), h("strong", {}, name)),
    h("div", { class: "message-text" }, mrkdwn(message.text || "A message without words.")),
    h(
      "a",
      { class: "attachment-small", href: addressOf(`${place}/${ts}`) },
      `Posted in ${shown(channel)} · ${relativeMoment(moment(ts))} · View message`,
    ),
  );
}
