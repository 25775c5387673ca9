// Whether a reply goes to the channel too.
import { h } from "../base/dom.js";
import { changed } from "../base/store.js";
import { shown } from "../text/channel-name.js";
import { conversation, isDm } from "../text/directory.js";

const chosen = new Set(); // places where the box is ticked

export function goesToChannel(place) {
  return chosen.has(place);
}

// The box is for one reply.
export function forgetChannel(place) {
  chosen.delete(place);
}

export function alsoSend(place, channelId, thread) {
  const channel = conversation(channelId);
  if (!thread || !channel || isDm(channel)) return null;
  const toggle = ({ currentTarget }) => {
    if (currentTarget.checked) chosen.add(place);
    else chosen.delete(place);
    changed();
  };
  return h(
    "label",
    { class: "also-send", key: "also" },
    h("input", { type: "checkbox", checked: chosen.has(place), onchange: toggle }),
    `Also send to ${shown(channel)}`,
  );
}
