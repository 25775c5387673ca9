// Starts the page, and draws it anew whenever something has changed.
import { perform } from "./blocks/actions.js";
import { menuButton } from "./chat/channel-head.js";
import { shown } from "./text/channel-name.js";
import { channelView, drawChannelLog } from "./chat/channel.js";
import { appDm, conversation } from "./text/directory.js";
import { h, patch } from "./base/dom.js";
import { messageForm, settle } from "./blocks/forms.js";
import { appHead, homeForm, homeView } from "./shell/home.js";
import { drawModal, topForm } from "./shell/modal.js";
import { closePopup } from "./base/popup.js";
import { addressOf, readAddress } from "./base/place.js";
import { refresh, watch } from "./base/server.js";
import { sidebar } from "./shell/sidebar.js";
import { onChange, store } from "./base/store.js";
import { drawThreadLog, threadView } from "./chat/thread.js";
import { noteSeen } from "./chat/unread.js";

let visited = "";

function draw() {
  const app = document.getElementById("app");
  if (!store.see)
    return patch(
      app,
      h(
        "p",
        { class: "starting" },
        store.offline ? "The sandbox does not answer. Is it still running?" : "Opening the workspace…",
      ),
    );
  const isArrival = settleIn();
  const channel = conversation(store.place);
  settle([topForm(), store.see.home && homeForm(), ...(channel ? forms(channel) : [])].filter(Boolean));
  noteSeen();
  patch(app, [
    sidebar(),
    main(channel),
    store.thread && channel && threadView(channel),
    store.offline && offline(),
  ]);
  if (channel) {
    drawChannelLog(app, channel);
    drawThreadLog(app, channel);
  }
  drawModal();
  if (isArrival && channel) app.querySelector(".main .composer-text")?.focus();
  document.title = `${title(channel)} · ${store.see.team.name}`;
}

function forms(channel) {
  return channel.messages.filter((message) => message.blocks).map((message) => messageForm(channel, message));
}

// Without a place in the address one starts in the first channel that one is in.
// True when this is another place, or another person, than at the last drawing.
function settleIn() {
  if (!store.place) {
    const { channels } = store.see;
    const first =
      channels.find((one) => one.name === "general") ?? channels.find((one) => one.is_member) ?? channels[0];
    store.place = first?.id ?? "home";
    history.replaceState(null, "", addressOf(store.place));
  }
  const visit = `${store.persona}/${store.place}`;
  if (visit === visited) return false;
  visited = visit;
  if (store.place === "home")
    perform({ do: "open_home" }, null, {
      operation_timeout: `${store.see.app.name} did not answer. Is it running?`,
    });
  return true;
}

function main(channel) {
  const content = store.place === "home" ? homeView() : channel ? conversationContent(channel) : nowhere();
  return h("main", { class: "main", key: "main" }, content);
}

function conversationContent(channel) {
  const [head, ...rest] = channelView(channel);
  return channel === appDm() ? [appHead(), ...rest] : [head, ...rest];
}

function nowhere() {
  return [
    h("header", { class: "head", key: "nowhere-head" }, menuButton(), h("h1", {}, "Not here")),
    h(
      "div",
      { class: "empty", key: "nowhere" },
      h("h2", {}, "You cannot see this conversation"),
      h(
        "p",
        {},
        `It does not exist, or it is private and ${store.see.me.real_name} is not in it. Choose another on the left.`,
      ),
    ),
  ];
}

function offline() {
  return h(
    "div",
    { class: "offline", role: "alert", key: "offline" },
    "The sandbox does not answer. Is it still running? This page tries again by itself.",
  );
}

function title(channel) {
  if (store.place === "home") return store.see.app.name;
  return channel ? shown(channel) : "Not here";
}

onChange(draw);
addEventListener("hashchange", () => {
  closePopup();
  if (readAddress()) {
    watch();
    refresh();
  }
});
readAddress();
watch();
draw();
