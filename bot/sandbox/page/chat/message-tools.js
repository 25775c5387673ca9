// What hovers over a message: reactions, thread, pin, edit, delete, and the app's message shortcuts.
import { perform } from "../blocks/actions.js";
import { ask } from "../base/confirm.js";
import { h } from "../base/dom.js";
import { emoji } from "../text/emoji.js";
import { openMenu } from "../base/menu.js";
import { addressOf, openThread } from "../base/place.js";
import { store } from "../base/store.js";
import { toast } from "../base/toast.js";
import { startEditing } from "./editing.js";
import { pickReaction, react, smile } from "./reactions.js";

const QUICK = ["white_check_mark", "eyes", "raised_hands"];

export function tools(channel, message, { isPinned, inThread }) {
  if (message.is_ephemeral) return null;
  const quick = (name) =>
    h(
      "button",
      {
        class: "tool",
        "aria-label": `React with ${name}`,
        title: `:${name}:`,
        onclick: (event) => react(channel, message, name, event.currentTarget),
      },
      emoji(name),
    );
  const pick = h(
    "button",
    {
      class: "tool",
      "aria-label": "Find another reaction",
      title: "Find another reaction",
      "aria-haspopup": "dialog",
      onclick: (event) => pickReaction(channel, message, event.currentTarget),
    },
    smile(),
  );
  const reply =
    !inThread &&
    h(
      "button",
      {
        class: "tool",
        "aria-label": "Reply in thread",
        title: "Reply in thread",
        onclick: () => openThread(message),
      },
      "💬",
    );
  const more = h(
    "button",
    {
      class: "tool",
      "aria-label": "More message actions",
      title: "More actions",
      "aria-haspopup": "menu",
      onclick: (event) =>
        openMenu(event.currentTarget, "More message actions", entries(channel, message, isPinned)),
    },
    "⋮",
  );
  return h(
    "div",
    { class: "tools", role: "group", "aria-label": "Message actions" },
    QUICK.map(quick),
    pick,
    reply,
    more,
  );
}

function entries(channel, message, isPinned) {
  const here = { channel: channel.id, ts: message.ts };
  const isMine = message.user === store.see.me.id && !message.bot_id;
  const shortcuts = store.see.shortcuts
    .filter((one) => one.type.startsWith("message"))
    .map((one) => ({
      label: one.name,
      detail: one.description,
      onPick: () =>
        perform({ do: "message_shortcut", callback_id: one.callback_id, ...here }, null, {
          operation_timeout: `${one.name} failed with the error "operation_timeout"`,
        }),
    }));
  return [
    isPinned
      ? { label: "Unpin from channel", onPick: () => perform({ do: "unpin", ...here }) }
      : { label: "Pin to channel", onPick: () => perform({ do: "pin", ...here }) },
    { label: "Copy link", onPick: () => copyLink(here) },
    ...(isMine
      ? [
          { label: "Edit message", onPick: () => startEditing(channel, message) },
          { label: "Delete message…", isDanger: true, onPick: () => remove(here) },
        ]
      : []),
    ...(shortcuts.length ? [store.see.app.name, ...shortcuts] : []),
  ];
}

async function copyLink({ channel, ts }) {
  const url = `${location.origin}/archives/${channel}/p${ts.replace(".", "")}`;
  try {
    await navigator.clipboard.writeText(url);
    toast("Link copied.");
  } catch {
    location.hash = addressOf(`${channel}/${ts}`);
  }
}

async function remove(here) {
  const plain = (text) => ({ type: "plain_text", text });
  const isSure = await ask({
    title: plain("Delete message"),
    text: plain("This cannot be undone."),
    confirm: plain("Delete"),
    deny: plain("Cancel"),
    style: "danger",
  });
  if (isSure) perform({ do: "delete", ...here });
}
