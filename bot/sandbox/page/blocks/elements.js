// Block Kit's elements, each by its type.
import { press } from "./actions.js";
import { checkboxes, radioButtons } from "./choices.js";
import { h } from "../base/dom.js";
import { plainString, plainText } from "../text/emoji.js";
import { fileInput } from "./file-input.js";
import { textInput } from "./inputs.js";
import { marks } from "../base/marks.js";
import { openMenu } from "../base/menu.js";
import { picture } from "../base/picture.js";
import { addressOfLink } from "../base/place.js";
import { store } from "../base/store.js";
import { datePicker, momentPicker, timePicker } from "./pickers.js";
import { richInput } from "../writing/rich-input.js";
import { multiSelect, select } from "./selects.js";

const DRAW = {
  button,
  workflow_button: button,
  overflow,
  image: (form, block, one) => picture(one.image_url, one.alt_text, "accessory-image"),
  icon_button: iconButton,
  feedback_buttons: feedbackButtons,
  checkboxes,
  radio_buttons: radioButtons,
  rich_text_input: richInput,
  file_input: fileInput,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: momentPicker,
};

const BY_ENDING = [
  [/^multi_.*_select$/, multiSelect],
  [/_select$/, select],
  [/^(plain_text|email_text|url_text|number)_input$/, textInput],
];

export function element(form, block, one, label = "") {
  const draw = DRAW[one.type] ?? BY_ENDING.find(([pattern]) => pattern.test(one.type))?.[1];
  return draw
    ? draw(form, block, one, label)
    : h("span", { class: "unknown" }, `The sandbox cannot show ${one.type}.`);
}

function button(form, block, one) {
  const label = one.accessibility_label ?? plainString(one.text.text);
  const props = {
    ...marks(block, one),
    class: `button ${one.style ?? ""}`,
    "aria-label": label,
    "data-value": one.value,
  };
  const onclick = (event) => press(form, block, one, event.currentTarget);
  if (!one.url) return h("button", { ...props, type: "button", onclick }, plainText(one.text.text));
  const here = addressOfLink(one.url);
  const outside = here ? {} : { target: "_blank", rel: "noreferrer" };
  return h(
    "a",
    { ...props, ...outside, href: here ?? safe(one.url), onclick },
    plainText(one.text.text),
    here ? null : h("span", { class: "outside", "aria-hidden": "true" }, "↗"),
  );
}

function safe(url) {
  return /^(https?|mailto|tel|slack):/i.test(url) ? url : undefined;
}

function overflow(form, block, one) {
  const pick = (option, node) => {
    if (option.url && safe(option.url)) window.open(option.url, "_blank", "noreferrer");
    press(form, block, one, node, option.value ?? option.text.text);
  };
  const open = ({ currentTarget: node }) =>
    openMenu(
      node,
      "More actions",
      one.options.map((option) => ({
        label: plainString(option.text.text),
        content: plainText(option.text.text),
        detail: option.description && plainString(option.description.text),
        onPick: () => pick(option, node),
      })),
    );
  return h(
    "button",
    {
      ...marks(block, one),
      class: "button overflow",
      type: "button",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      onclick: open,
    },
    "⋯",
  );
}

function iconButton(form, block, one) {
  if (one.visible_to_user_ids && !one.visible_to_user_ids.includes(store.see.me.id)) return null;
  const label = plainString(one.text.text);
  return h(
    "button",
    {
      ...marks(block, one),
      class: "button small",
      type: "button",
      "aria-label": label,
      onclick: (event) => press(form, block, one, event.currentTarget),
    },
    one.icon === "trash" ? "🗑️" : label,
  );
}

function feedbackButtons(form, block, one) {
  const each = (part, sign) =>
    h(
      "button",
      {
        class: "button small",
        type: "button",
        "aria-label": part.accessibility_label ?? plainString(part.text.text),
        title: plainString(part.text.text),
        onclick: (event) => press(form, block, one, event.currentTarget, part.value),
      },
      sign,
    );
  return h(
    "span",
    { ...marks(block, one), class: "feedback" },
    each(one.positive_button, "👍"),
    each(one.negative_button, "👎"),
  );
}
