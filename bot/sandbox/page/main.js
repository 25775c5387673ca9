// Starts the page, and draws it anew whenever something has changed.
import { perform } from "./blocks/actions.js";
import { menuButton } from "./chat/channel-head.js";
import { shown } from "./text/channel-name.js";
import { channelView, drawChannelLog } from "./chat/channel.js";
import { appDm, conversation } from "./text/directory.js";
import { h, patch } from "./base/dom.js";
import { messageForm, settle } from "./blocks/forms.js";
import { appHead, homeForm, homeView } from "./shell/home.js";
import { closeModals, drawModal, topForm } from "./shell/modal.js";
import { canvasView } from "./papers/canvas.js";
import { openedCanvas } from "./papers/open.js";
import { closePopup } from "./base/popup.js";
import { addressOf, readAddress } from "./base/place.js";
import { afterPress } from "./base/press.js";
import { refresh, watch } from "./base/server.js";
import { sidebar } from "./shell/sidebar.js";
import { onChange, store } from "./base/store.js";
import { drawThreadLog, threadView } from "./chat/thread.js";
import { noteSeen } from "./chat/unread.js";
import { drawBackstage } from "./backstage/drawer.js";
import { troubleStrip } from "./backstage/strip.js";
import { consoleAt, consoleShell, drawConsole } from "./consoles/index.js";
import { listenToKeys } from "./shell/keys.js";
import { offlineBar, starting } from "./shell/offline.js";
import { rail } from "./shell/rail.js";

let visited = "";

function draw() {
  const app = document.getElementById("app");
  if (!store.see) return patch(app, starting());
  const isArrival = settleIn();
  const channel = conversation(store.place);
  settle([topForm(), store.see.home && homeForm(), ...(channel ? forms(channel) : [])].filter(Boolean));
  noteSeen();
  patch(app, [
    h("div", { class: store.sidebarOpen ? "side open" : "side", key: "side" }, rail(), sidebar()),
    main(channel),
    channel && beside(channel),
    offlineBar(),
  ]);
  if (channel) {
    drawChannelLog(app, channel);
    drawThreadLog(app, channel);
  }
  drawConsole(app);
  drawModal();
  drawBackstage();
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
    refresh();
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
  return h("main", { class: "main", key: "main" }, troubleStrip(), content(channel));
}

function content(channel) {
  const beyondSlack = consoleAt(store.place);
  if (beyondSlack) return consoleShell(beyondSlack);
  if (store.place === "home") return homeView();
  return channel ? conversationContent(channel) : nowhere();
}

function beside(channel) {
  const canvas = openedCanvas();
  return store.thread ? threadView(channel) : canvas && canvasView(canvas);
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

function title(channel) {
  const beyondSlack = consoleAt(store.place);
  if (beyondSlack) return beyondSlack.title;
  if (store.place === "home") return store.see.app.name;
  return channel ? shown(channel) : "Not here";
}

// A link inside a modal leads away from it: the modal closes, as Slack's do.
function arrive() {
  const { place } = store;
  closePopup();
  const isOther = readAddress();
  if (isOther) watch();
  else if (place !== store.place) closeModals();
  refresh();
}

onChange(afterPress(draw));
addEventListener("hashchange", arrive);
listenToKeys();
readAddress();
watch();
draw();
