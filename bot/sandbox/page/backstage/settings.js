// The tab of the workspace's own settings: what its admins allow the app.
import { h } from "../base/dom.js";
import { control } from "../base/server.js";
import { changed, store } from "../base/store.js";
import { tellSandbox } from "./ending.js";
import { switchOf } from "./knobs.js";
import { settingName } from "./words.js";

let about = null; // what each setting means
let asking = false;

async function ask() {
  asking = true;
  const answer = await control("GET", "settings");
  if (answer.ok) about = answer.about;
  changed();
}

export function settingsTab() {
  if (!asking) ask();
  if (!about) return h("p", { class: "quiet-line" }, "Asking…");
  const refused = store.trouble?.refused ?? [];
  return h(
    "div",
    { class: "settings", key: "settings" },
    h(
      "p",
      { class: "quiet-line" },
      "What the admins of this workspace allow. Switch one off, and Slack refuses it as a real workspace would.",
    ),
    h(
      "div",
      { class: "settings-list" },
      Object.keys(about).map((name) => row(name, !refused.includes(name))),
    ),
  );
}

function row(name, isOn) {
  const content = h(
    "span",
    { class: "setting-words" },
    h("strong", {}, settingName(name)),
    h("span", {}, about[name]),
  );
  return h(
    "div",
    { class: "setting", key: name },
    switchOf(content, isOn, (value) => set(name, value)),
  );
}

async function set(name, value) {
  const answer = await tellSandbox("POST", "settings", { [name]: value });
  // Refused: the switch goes back. Otherwise the sandbox tells everybody, us among them.
  if (!answer.ok) changed();
}
