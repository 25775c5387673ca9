// What hovers over a message: reactions, thread, pin, edit, delete, and the app's message shortcuts.
import { perform } from "../blocks/actions.js";
import { askText, ask } from "../base/confirm.js";
import { h } from "../base/dom.js";
import { emoji, unescape } from "../text/emoji.js";
import { openMenu } from "../base/menu.js";
import { addressOf, openThread } from "../base/place.js";
import { store } from "../base/store.js";
import { toast } from "../base/toast.js";

const QUICK = ["+1", "eyes", "white_check_mark", "mega", "pushpin"];

export function tools(channel, message, { isPinned, inThread }) {
  if (message.is_ephemeral) return null;
  const react = (name) =>
    h(
      "button",
      {
        class: "tool",
        "aria-label": `React with ${name}`,
        title: `:${name}:`,
        onclick: (event) =>
          perform(
            { do: hasMine(message, name) ? "unreact" : "react", channel: channel.id, ts: message.ts, name },
            event.currentTarget,
          ),
      },
      emoji(name),
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
    QUICK.map(react),
    reply,
    more,
  );
}

function hasMine(message, name) {
  return (message.reactions ?? []).some((one) => one.name === name && one.users.includes(store.see.me.id));
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
          { label: "Edit message", onPick: () => edit(message, here) },
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

async function edit(message, here) {
  const text = await askText("Edit message", "Message", unescape(message.text), "Save changes");
  if (text) perform({ do: "edit", ...here, text });
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
