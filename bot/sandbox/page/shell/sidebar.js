// The sidebar: the workspace, who one is, the app, channels and direct messages.
import { avatar } from "../base/avatar.js";
import { sign } from "../text/channel-name.js";
import { appDm, conversationName, people } from "../text/directory.js";
import { h } from "../base/dom.js";
import { openListbox } from "../base/listbox.js";
import { addressOf, become } from "../base/place.js";
import { changed, store } from "../base/store.js";
import { isUnread, mentions } from "../chat/unread.js";

export function sidebar() {
  const { channels, dms, app } = store.see;
  const isMine = (channel) => channel.is_member && !channel.is_archived;
  const byName = (one, other) => one.name.localeCompare(other.name);
  const mine = channels.filter(isMine).sort(byName);
  const elsewhere = channels.filter((channel) => !channel.is_member && !channel.is_archived).sort(byName);
  const archived = channels.filter((channel) => channel.is_archived).sort(byName);
  const direct = dms.filter((dm) => dm !== appDm());
  return h(
    "nav",
    { class: store.sidebarOpen ? "sidebar open" : "sidebar", "aria-label": "Workspace", key: "sidebar" },
    h(
      "div",
      { class: "workspace" },
      h("img", { src: "/page/bell.svg", alt: "", class: "workspace-icon" }),
      h("span", {}, store.see.team.name),
      h(
        "button",
        {
          class: "icon-button only-narrow",
          "aria-label": "Close the sidebar",
          onclick: () => {
            store.sidebarOpen = false;
            changed();
          },
        },
        "✕",
      ),
    ),
    personaSwitch(),
    h(
      "div",
      { class: "places" },
      group("Channels", mine.map(channelEntry)),
      direct.length > 0 && group("Direct messages", direct.map(dmEntry)),
      group("Apps", [appEntry(app)]),
      elsewhere.length > 0 && group("Channels you are not in", elsewhere.map(channelEntry), "quiet"),
      archived.length > 0 && group("Archived", archived.map(channelEntry), "quiet"),
    ),
    connection(),
  );
}

function group(title, entries, className = "") {
  return h(
    "section",
    { class: `group ${className}`, key: title, "aria-label": title },
    h("h2", {}, title),
    h("ul", {}, entries),
  );
}

function entry(place, props, content) {
  const isHere = store.place === place;
  return h(
    "li",
    { key: place },
    h(
      "a",
      {
        href: addressOf(place),
        "aria-current": isHere ? "page" : undefined,
        onclick: () => closeSidebar(),
        ...props,
      },
      content,
    ),
  );
}

function closeSidebar() {
  store.sidebarOpen = false;
  changed();
}

function channelEntry(channel) {
  const count = mentions(channel);
  return entry(
    channel.id,
    {
      class: isUnread(channel) ? "place unread" : "place",
      "data-channel": channel.id,
      "data-name": channel.name,
    },
    [
      sign(channel),
      h("span", { class: "place-name" }, channel.name),
      count > 0 && h("span", { class: "count", "aria-label": `${count} mentions` }, String(count)),
    ],
  );
}

function dmEntry(dm) {
  const other = dm.with.find((id) => id !== store.see.me.id) ?? store.see.me.id;
  const count = mentions(dm);
  return entry(dm.id, { class: isUnread(dm) ? "place unread" : "place", "data-channel": dm.id }, [
    avatar(other, undefined, "tiny"),
    h("span", { class: "place-name" }, conversationName(dm)),
    count > 0 && h("span", { class: "count" }, String(count)),
  ]);
}

function appEntry(app) {
  const dm = appDm();
  const count = dm ? mentions(dm) : 0;
  const isHere = dm && store.place === dm.id;
  // An app without a Home tab has its messages alone, once there are any.
  const place = app.home_tab ? "home" : dm?.id;
  if (!place) return null;
  return entry(
    place,
    {
      class: count ? "place unread" : "place",
      "data-channel": place,
      ...(isHere ? { "aria-current": "page" } : {}),
    },
    [
      avatar(app.bot_user_id, app.name, "tiny"),
      h("span", { class: "place-name" }, app.name),
      count > 0 && h("span", { class: "count" }, String(count)),
    ],
  );
}

function personaSwitch() {
  const { me } = store.see;
  const role = people().find((one) => one.id === me.id)?.title;
  const name = me.real_name || me.name;
  return h(
    "button",
    {
      class: "persona",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": `You are: ${name}`,
      onclick: (event) => chooseSelf(event.currentTarget),
    },
    avatar(me.id, name, "small"),
    h(
      "span",
      { class: "persona-words" },
      h("span", { class: "persona-you" }, "You are:"),
      h("strong", {}, name),
      h(
        "span",
        { class: "persona-role" },
        [me.is_admin && "Workspace admin", role].filter(Boolean).join(" · "),
      ),
    ),
    h("span", { class: "chevron", "aria-hidden": "true" }, "▾"),
  );
}

function chooseSelf(node) {
  const rows = people()
    .filter((one) => !one.is_bot)
    .map((one) => ({
      value: one.name,
      label: one.real_name || one.name,
      detail: one.title,
      content: [avatar(one.id, undefined, "tiny"), one.real_name || one.name],
    }));
  openListbox(node, {
    label: "People",
    groups: [{ options: rows }],
    placeholder: "Be somebody else",
    isChosen: (name) => name === store.see.me.name,
    onPick: (row) => become(row.value),
  });
}

function connection() {
  const { connections, app } = store.see;
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
