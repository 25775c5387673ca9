// The head of a conversation: name, topic, members, pins, bookmarks, and what can be done with it.
import { perform } from "../blocks/actions.js";
import { avatar } from "../base/avatar.js";
import { sign } from "../text/channel-name.js";
import { askText } from "../base/confirm.js";
import { moment, relativeMoment } from "../text/dates.js";
import { conversationName, isDm, person, pinsOf, textOf } from "../text/directory.js";
import { h } from "../base/dom.js";
import { glyph, unescape } from "../text/emoji.js";
import { openMenu } from "../base/menu.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { go } from "../base/place.js";
import { openPopup } from "../base/popup.js";
import { changed, store } from "../base/store.js";
import { openCanvas } from "../papers/open.js";

export function head(channel) {
  const dm = isDm(channel);
  const pins = pinsOf(channel);
  return h(
    "header",
    { class: "head", key: `head/${channel.id}` },
    menuButton(),
    h(
      "h1",
      {},
      !dm && sign(channel),
      h("span", { class: "head-name" }, conversationName(channel)),
      channel.is_archived && h("span", { class: "tag" }, "archived"),
    ),
    !dm && h("div", { class: "topic", title: textOf(channel.topic) }, mrkdwn(textOf(channel.topic))),
    h(
      "div",
      { class: "head-tools" },
      !dm &&
        h(
          "button",
          {
            class: "head-button",
            "aria-label": `${channel.members.length} members`,
            "aria-haspopup": "dialog",
            onclick: (event) => showMembers(event.currentTarget, channel),
          },
          h("span", { "aria-hidden": "true" }, "👥"),
          String(channel.members.length),
        ),
      pins.length > 0 &&
        h(
          "button",
          {
            class: "head-button",
            "aria-label": `${pins.length} pinned`,
            "aria-haspopup": "dialog",
            onclick: (event) => showPins(event.currentTarget, channel, pins),
          },
          h("span", { "aria-hidden": "true" }, "📌"),
          String(pins.length),
        ),
      !dm &&
        channel.is_member &&
        !channel.is_archived &&
        h(
          "button",
          {
            class: "head-button",
            "aria-label": "Channel actions",
            "aria-haspopup": "menu",
            onclick: (event) => openMenu(event.currentTarget, "Channel actions", channelActions(channel)),
          },
          "⋮",
        ),
    ),
  );
}

export function menuButton() {
  return h(
    "button",
    {
      class: "head-button only-narrow",
      "aria-label": "Open the sidebar",
      onclick: () => {
        store.sidebarOpen = true;
        changed();
      },
    },
    "☰",
  );
}

function channelActions(channel) {
  const here = { channel: channel.id };
  return [
    {
      label: "Rename channel…",
      onPick: async () => {
        const name = await askText("Rename this channel", "Name", channel.name, "Rename");
        if (name && name !== channel.name) perform({ do: "rename", ...here, name });
      },
    },
    {
      label: "Set the topic…",
      onPick: async () => {
        const text = await askText("Set the topic", "Topic", unescape(textOf(channel.topic)), "Save");
        if (text) perform({ do: "topic", ...here, text });
      },
    },
    { label: "Leave channel", onPick: () => perform({ do: "leave", ...here }) },
    { label: "Archive channel", isDanger: true, onPick: () => perform({ do: "archive", ...here }) },
  ];
}

function showMembers(anchor, channel) {
  const rows = channel.members.map((id) =>
    h(
      "div",
      { class: "person-row" },
      avatar(id, undefined, "small"),
      h(
        "span",
        {},
        h("strong", {}, person(id)?.real_name ?? id),
        h("span", { class: "menu-detail" }, person(id)?.title ?? ""),
      ),
    ),
  );
  openPopup(anchor, [h("div", { class: "popup-heading" }, "Members"), rows], {
    role: "dialog",
    label: "Members",
  }).focus();
}

function showPins(anchor, channel, pins) {
  const rows = pins.map((ts) => {
    const message = channel.messages.find((one) => one.ts === ts);
    return h(
      "button",
      { class: "menu-item", onclick: () => go(`${channel.id}/${ts}`) },
      h(
        "span",
        { class: "menu-label" },
        message?.text ? mrkdwn(message.text.split("\n")[0].slice(0, 120)) : "A message",
      ),
      h("span", { class: "menu-detail" }, relativeMoment(moment(ts))),
    );
  });
  openPopup(anchor, [h("div", { class: "popup-heading" }, "Pinned"), rows], {
    role: "dialog",
    label: "Pinned messages",
  }).focus();
}

function canvasTab(channel, canvas) {
  return h(
    "button",
    { class: "canvas-tab", type: "button", key: canvas.id, onclick: () => openCanvas(canvas.id) },
    h("span", { "aria-hidden": "true" }, "▤ "),
    canvas.title && canvas.title !== channel.name ? canvas.title : "Canvas",
  );
}

export function bookmarks(channel) {
  const readable = Object.values(store.see.canvases ?? {});
  const tabs = readable.filter((one) => one.id === channel.canvas || one.tab === channel.id);
  if (!channel.bookmarks?.length && !tabs.length) return null;
  return h(
    "nav",
    { class: "bookmarks", "aria-label": "Bookmarks", key: "bookmarks" },
    tabs.map((canvas) => canvasTab(channel, canvas)),
    channel.bookmarks.map((one) =>
      h(
        "a",
        { href: /^https?:/.test(one.link ?? "") ? one.link : undefined, target: "_blank", rel: "noreferrer" },
        (one.emoji && glyph(one.emoji.replaceAll(":", ""))) || "🔗",
        ` ${one.title}`,
      ),
    ),
  );
}
