// Images: the sandbox fetches nothing from the world outside, so a foreign one is shown as its words and a link.
import { h } from "./dom.js";

export function picture(url, alt, className) {
  const isOurs = url && new URL(url, location.href).origin === location.origin;
  if (isOurs) return h("img", { class: className, src: url, alt, title: alt });
  const isWeb = /^https?:/i.test(url ?? "");
  return h(
    isWeb ? "a" : "span",
    {
      class: `${className} picture-words`,
      href: isWeb ? url : undefined,
      target: "_blank",
      rel: "noreferrer",
      title: alt,
      role: "img",
      "aria-label": alt,
    },
    h("span", { "aria-hidden": "true" }, "🖼"),
    h("span", { class: "picture-alt" }, alt),
  );
}
