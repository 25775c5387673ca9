// Where a person writes: messages, replies and slash commands.
import { perform } from "../blocks/actions.js";
import { h } from "../base/dom.js";
import { openMenu } from "../base/menu.js";
import { closeSuggestions, suggestionKey, updateSuggestions } from "../blocks/suggestions.js";
import { changed, store } from "../base/store.js";
import { toast } from "../base/toast.js";

export function composer(channel, label, thread = "") {
  const place = `${store.persona}/${channel}/${thread}`;
  const text = store.composing.get(place) ?? "";
  const box = h("textarea", {
    class: "composer-text",
    rows: "1",
    "aria-label": label,
    placeholder: label,
    key: `text/${place}`,
    value: text,
    "data-composer": thread ? "thread" : "channel",
    "aria-autocomplete": "list",
    autocomplete: "off",
    oninput: ({ currentTarget: node }) => {
      store.composing.set(place, node.value);
      fit(node);
      updateSuggestions(node);
    },
    onblur: closeSuggestions,
    onkeydown: (event) => key(event, channel, thread, place),
  });
  const send = h(
    "button",
    { class: "send", type: "submit", "aria-label": "Send", title: "Send" },
    h("svg", { viewBox: "0 0 16 16" }, h("path", { d: "M1.7 1.6 14.6 8 1.7 14.4l1.6-5.3L9.5 8 3.3 6.9z" })),
  );
  return h(
    "form",
    {
      class: "composer",
      key: `composer/${place}`,
      onsubmit: (event) => {
        event.preventDefault();
        submit(event.currentTarget.querySelector("textarea"), channel, thread, place);
      },
    },
    h("div", { class: "suggestions-place", keep: true }),
    box,
    h(
      "div",
      { class: "composer-foot" },
      !thread && shortcutsButton(),
      h(
        "span",
        { class: "composer-hint" },
        thread ? "" : "Type / for commands, @ for people, # for channels",
      ),
      send,
    ),
  );
}

function fit(node) {
  node.style.height = "auto";
  node.style.height = `${Math.min(node.scrollHeight, 240)}px`;
}

function key(event, channel, thread, place) {
  if (event.isComposing || suggestionKey(event)) return;
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  submit(event.currentTarget, channel, thread, place);
}

async function submit(node, channel, thread, place) {
  const text = node.value.trim();
  if (!text) return;
  closeSuggestions();
  put(node, place, "");
  const isKept =
    text.startsWith("/") && !thread ? await slash(channel, text) : await say(channel, thread, text);
  if (!isKept && !store.composing.get(place)) put(node, place, text);
}

function put(node, place, text) {
  node.value = text;
  store.composing.set(place, text);
  fit(node);
  changed();
}

async function say(channel, thread, text) {
  const reply = thread ? { thread_ts: thread } : {};
  return (await perform({ do: "message", channel, text, ...reply })).ok;
}

async function slash(channel, line) {
  const [, command, text] = /^(\/\S+)\s*([^]*)$/.exec(line) ?? [null, line, ""];
  if (!store.see.commands.some((one) => one.command === command)) {
    toast(
      `${command} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`,
    );
    return false;
  }
  const answer = await perform({ do: "slash", channel, command, text }, null, {
    operation_timeout: `${command} failed with the error "operation_timeout"`,
  });
  return answer.ok;
}

function shortcutsButton() {
  const shortcuts = store.see.shortcuts.filter((one) => !one.type.startsWith("message"));
  if (!shortcuts.length) return null;
  const open = ({ currentTarget: node }) =>
    openMenu(node, "Shortcuts", [
      store.see.app.name,
      ...shortcuts.map((one) => ({
        label: one.name,
        detail: one.description,
        onPick: () =>
          perform({ do: "shortcut", callback_id: one.callback_id }, null, {
            operation_timeout: `${one.name} failed with the error "operation_timeout"`,
          }),
      })),
    ]);
  return h(
    "button",
    {
      class: "icon-button",
      type: "button",
      "aria-label": "Shortcuts",
      title: "Shortcuts",
      "aria-haspopup": "menu",
      onclick: open,
    },
    "⚡",
  );
}
