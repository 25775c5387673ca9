// The sidebar: the workspace and who one is in it, channels, direct messages, the app.
import { avatar } from "../base/avatar.js";
import { h, lazy } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { addressOf } from "../base/place.js";
import { personById } from "../base/seen.js";
import { changed, store } from "../base/store.js";
import { isUnread, mentions } from "../chat/unread.js";
import { sign } from "../text/channel-name.js";
import { appDm, conversationName } from "../text/directory.js";
import { openJump } from "./jump.js";

export function sidebar() {
  const { channels, dms, app } = store.see;
  const isMine = (channel) => channel.is_member && !channel.is_archived;
  const byName = (one, other) => (one.name < other.name ? -1 : 1);
  const mine = channels.filter(isMine).sort(byName);
  const elsewhere = channels.filter((channel) => !channel.is_member && !channel.is_archived).sort(byName);
  const archived = channels.filter((channel) => channel.is_archived).sort(byName);
  const direct = dms.filter((dm) => dm !== appDm());
  return h(
    "nav",
    { class: "sidebar", "aria-label": "Workspace", key: "sidebar" },
    head(),
    jumpButton(),
    h(
      "div",
      { class: "places", onkeydown: walk },
      group("Channels", mine.map(channelEntry)),
      direct.length > 0 && group("Direct messages", direct.map(dmEntry)),
      group("Apps", [appEntry(app)]),
      elsewhere.length > 0 && group("Channels you are not in", elsewhere.map(channelEntry), "quiet"),
      archived.length > 0 && group("Archived", archived.map(channelEntry), "quiet"),
    ),
    connection(),
  );
}

function head() {
  const { me, team } = store.see;
  const role = personById(me.id)?.title;
  return h(
    "header",
    { class: "workspace" },
    h(
      "div",
      { class: "workspace-words" },
      h("strong", {}, team.name),
      h(
        "span",
        { class: "workspace-you" },
        [me.real_name || me.name, me.is_admin ? "admin" : role].filter(Boolean).join(" · "),
      ),
    ),
    h(
      "button",
      { class: "icon-button only-narrow", "aria-label": "Close the sidebar", onclick: closeSidebar },
      "✕",
    ),
  );
}

function jumpButton() {
  return h(
    "button",
    { class: "jump-button", type: "button", title: "Jump to a conversation (Ctrl+K)", onclick: openJump },
    icon("search"),
    h("span", {}, "Jump to…"),
    h("kbd", { "aria-hidden": "true" }, "Ctrl K"),
  );
}

// The arrow keys go from entry to entry, once one of them has the focus.
function walk(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || event.altKey) return;
  const entries = [...event.currentTarget.querySelectorAll(".place")];
  const next = entries[entries.indexOf(document.activeElement) + step];
  if (!next) return;
  next.focus();
  event.preventDefault();
}

function group(title, entries, className = "") {
  return h(
    "section",
    { class: `group ${className}`, key: title, "aria-label": title },
    h("h2", {}, title),
    h("ul", {}, entries),
  );
}

// Built anew only when it shows something else: there may be hundreds.
function entry(place, memo, build) {
  const isHere = store.place === place;
  return lazy(place, JSON.stringify([place, store.persona, isHere, memo]), () => {
    const { props, content } = build();
    const here = {
      href: addressOf(place),
      "aria-current": isHere ? "page" : undefined,
      onclick: closeSidebar,
    };
    return h("li", {}, h("a", { ...here, ...props }, content));
  });
}

function closeSidebar() {
  store.sidebarOpen = false;
  changed();
}

function channelEntry(channel) {
  const count = mentions(channel);
  const isNew = isUnread(channel);
  const { name, is_private } = channel;
  return entry(channel.id, [name, is_private, count, isNew], () => ({
    props: { class: isNew ? "place unread" : "place", "data-channel": channel.id, "data-name": name },
    content: [
      sign(channel),
      h("span", { class: "place-name" }, name),
      count > 0 && h("span", { class: "count", "aria-label": `${count} mentions` }, counted(count)),
    ],
  }));
}

function counted(count) {
  return count > 99 ? "99+" : String(count);
}

function dmEntry(dm) {
  const other = dm.with.find((id) => id !== store.see.me.id) ?? store.see.me.id;
  const count = mentions(dm);
  const name = conversationName(dm);
  return entry(dm.id, [name, count], () => ({
    props: { class: count ? "place unread" : "place", "data-channel": dm.id },
    content: [
      avatar(other, undefined, "tiny"),
      h("span", { class: "place-name" }, name),
      count > 0 && h("span", { class: "count" }, counted(count)),
    ],
  }));
}

function appEntry(app) {
  const dm = appDm();
  const count = dm ? mentions(dm) : 0;
  const isHere = dm && store.place === dm.id;
  // An app without a Home tab has its messages alone, once there are any.
  const place = app.home_tab ? "home" : dm?.id;
  if (!place) return null;
  return entry(place, [count, isHere], () => ({
    props: {
      class: count ? "place unread" : "place",
      "data-channel": place,
      ...(isHere ? { "aria-current": "page" } : {}),
    },
    content: [
      avatar(app.bot_user_id, app.name, "tiny"),
      h("span", { class: "place-name" }, app.name),
      count > 0 && h("span", { class: "count" }, counted(count)),
    ],
  }));
}

function connection() {
  const { app } = store.see;
  const connections = store.trouble?.connections ?? store.see.connections;
  const words = connections ? `${app.name} is connected` : `${app.name} is not connected`;
  const detail = connections
    ? `${connections} Socket Mode ${connections === 1 ? "connection" : "connections"}`
    : "Commands and buttons will time out until it is.";
  return h(
    "div",
    { class: connections ? "connection" : "connection lost", role: "status", title: detail },
    h("span", { class: "dot", "aria-hidden": "true" }),
    words,
  );
}
