// Where a person writes: messages, replies, files and slash commands.
import { perform } from "../blocks/actions.js";
import { h } from "../base/dom.js";
import { conversation } from "../text/directory.js";
import { changed, store } from "../base/store.js";
import { toast } from "../base/toast.js";
import { formattingKey } from "../writing/formatting.js";
import { closeSuggestions, plainEditor, suggestionKey, updateSuggestions } from "../writing/suggestions.js";
import { alsoSend, forgetChannel, goesToChannel } from "./also-send.js";
import { composerTools } from "./composer-tools.js";
import { startEditing } from "./editing.js";
import { addFiles, pendingFiles, pendingView, putFiles } from "./pending-files.js";

export function composer(channel, label, thread = "") {
  const place = `${store.persona}/${channel}/${thread}`;
  const isEmpty = !(store.composing.get(place) ?? "").trim() && !pendingFiles(place).length;
  const send = h(
    "button",
    { class: isEmpty ? "send idle" : "send", type: "submit", "aria-label": "Send", title: "Send" },
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
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => {
        event.preventDefault();
        addFiles(place, event.dataTransfer.files);
      },
    },
    h("div", { class: "suggestions-place", keep: true, key: "suggestions" }),
    box(channel, label, thread, place),
    pendingView(place),
    alsoSend(place, channel, thread),
    h("div", { class: "composer-foot", key: "foot" }, composerTools(place, thread), send),
  );
}

function box(channel, label, thread, place) {
  return h("textarea", {
    class: "composer-text",
    rows: "1",
    "aria-label": label,
    placeholder: label,
    key: `text/${place}`,
    value: store.composing.get(place) ?? "",
    "data-composer": thread ? "thread" : "channel",
    "aria-autocomplete": "list",
    autocomplete: "off",
    oninput: ({ currentTarget: node }) => {
      const wasEmpty = !store.composing.get(place);
      store.composing.set(place, node.value);
      fit(node);
      updateSuggestions(plainEditor(node));
      if (wasEmpty !== !node.value) changed();
    },
    onblur: closeSuggestions,
    onpaste: (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      addFiles(place, event.clipboardData.files);
    },
    onkeydown: (event) => key(event, channel, thread, place),
  });
}

function fit(node) {
  node.style.height = "auto";
  node.style.height = `${Math.min(node.scrollHeight, 240)}px`;
}

function key(event, channel, thread, place) {
  if (event.isComposing || suggestionKey(event) || formattingKey(event)) return;
  if (event.key === "ArrowUp" && !event.currentTarget.value) return editLast(event, channel, thread);
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  submit(event.currentTarget, channel, thread, place);
}

// The arrow up in an empty place to write takes back one's last words.
function editLast(event, place, thread) {
  const channel = conversation(place);
  const isOfIt = (message) => (thread ? message.thread_ts === thread : !message.is_ephemeral);
  const shown = thread ? channel.thread : channel.messages;
  const mine = shown?.findLast(
    (one) => one.user === store.see.me.id && !one.bot_id && !one.subtype && isOfIt(one),
  );
  if (!mine) return;
  event.preventDefault();
  startEditing(channel, mine);
}

async function submit(node, channel, thread, place) {
  const text = node.value.trim();
  const files = pendingFiles(place);
  if (!text && !files.length) return;
  closeSuggestions();
  put(node, place, "");
  putFiles(place, []);
  const isCommand = text.startsWith("/") && !thread && !files.length;
  const isKept = isCommand
    ? await slash(channel, text)
    : await say(channel, thread, text, files, goesToChannel(place));
  if (isKept) forgetChannel(place);
  if (isKept || store.composing.get(place)) return;
  put(node, place, text);
  putFiles(place, files);
}

function put(node, place, text) {
  node.value = text;
  store.composing.set(place, text);
  fit(node);
  changed();
}

async function say(channel, thread, text, files, isForAll) {
  const reply = thread ? { thread_ts: thread, ...(isForAll ? { reply_broadcast: true } : {}) } : {};
  const sent = files.length ? { files } : {};
  return (await perform({ do: "message", channel, text, ...reply, ...sent })).ok;
}

async function slash(channel, line) {
  const [, command, text] = /^(\/\S+)\s*([^]*)$/.exec(line) ?? [null, line, ""];
  if (!store.see.commands.some((one) => one.command === command)) {
    toast(
      `${command} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`,
    );
    return false;
  }
  // Slackbot tells it in the channel.
  const answer = await perform({ do: "slash", channel, command, text }, null, { operation_timeout: null });
  return answer.ok;
}
