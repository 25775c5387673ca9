// The app's own place: its Home tab, and the messages that it and this person exchange.
import { avatar } from "../base/avatar.js";
import { blocks } from "../blocks/blocks.js";
import { menuButton } from "../chat/channel-head.js";
import { appDm } from "../text/directory.js";
import { h } from "../base/dom.js";
import { viewForm } from "../blocks/forms.js";
import { addressOf } from "../base/place.js";
import { store } from "../base/store.js";
import { isUnread } from "../chat/unread.js";

export function homeForm() {
  return viewForm(store.see.home, "home");
}

export function appHead() {
  const { app } = store.see;
  const dm = appDm();
  const tab = (place, name, isNew) =>
    h(
      "a",
      {
        href: addressOf(place),
        class: isNew ? "tab unread" : "tab",
        role: "tab",
        "aria-selected": String(store.place === place),
      },
      name,
    );
  return h(
    "header",
    { class: "head app-head", key: "app-head" },
    menuButton(),
    h("h1", {}, avatar(app.bot_user_id, app.name, "small"), app.name),
    h(
      "div",
      { class: "tabs", role: "tablist" },
      app.home_tab && tab("home", "Home"),
      dm && tab(dm.id, "Messages", isUnread(dm)),
    ),
  );
}

export function homeView() {
  const { home, app } = store.see;
  const content = home
    ? h("div", { class: "home blocks", key: home.id ?? "home" }, blocks(homeForm()))
    : h(
        "div",
        { class: "empty" },
        h("h2", {}, "Nothing here yet"),
        h(
          "p",
          {},
          `${app.name} has not published a Home for you. It usually does so a moment after you open this page.`,
        ),
      );
  return [
    appHead(),
    h("div", { class: "home-scroll", key: `home/${store.persona}`, "data-view": "home" }, content),
  ];
}
