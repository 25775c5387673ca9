// Blocks that show one thing: pictures, videos, files, alerts.
import { h } from "../base/dom.js";
import { picture } from "../base/picture.js";
import { plainText } from "../text/emoji.js";
import { link } from "../text/mentions.js";

const SIGNS = { default: "ℹ️", info: "ℹ️", warning: "⚠️", error: "⛔", success: "✅" };

export function image(form, block) {
  return h(
    "figure",
    { class: "image" },
    block.title && h("figcaption", {}, plainText(block.title.text)),
    picture(block.image_url ?? block.slack_file?.url, block.alt_text, "picture"),
  );
}

export function video(form, block) {
  const by = [block.author_name, block.provider_name].filter(Boolean).join(" · ");
  return h(
    "div",
    { class: "file file-card video" },
    h("span", { class: "file-sign", "aria-hidden": "true" }, "▶"),
    h(
      "span",
      { class: "file-words" },
      h("strong", {}, link(block.title_url ?? block.video_url, plainText(block.title.text))),
      block.description && h("span", {}, plainText(block.description.text)),
      by && h("span", {}, by),
    ),
  );
}

// A remote file, which only its own service can show: https://docs.slack.dev/reference/block-kit/blocks/file-block
export function remoteFile(form, block) {
  return h("div", { class: "file file-gone" }, `A remote file: ${block.external_id}`);
}

export function alert(content, level = "default") {
  return h(
    "div",
    { class: `alert alert-${level}`, role: "note" },
    h("span", { class: "alert-sign", "aria-hidden": "true" }, SIGNS[level]),
    h("div", { class: "text" }, content),
  );
}
