// Emoji by Slack's names for them: the table of Slack's own picker (emoji-datasource 16, MIT, Cal Henderson).
import { h } from "../base/dom.js";

const TONES = ["🏻", "🏼", "🏽", "🏾", "🏿"];

// {category: ["name,other_name glyph", ... with " *" where there are skin tones]}
const table = await (await fetch(new URL("emoji.json", import.meta.url))).json();

export const CATEGORIES = Object.entries(table).map(([title, rows]) => ({ title, emoji: rows.map(entry) }));

const ALL = CATEGORIES.flatMap((category) => category.emoji);
const KNOWN = new Map(ALL.flatMap((one) => one.names.map((name) => [name, one])));

function entry(row) {
  const [names, sign, hasTones] = row.split(" ");
  return { names: names.split(","), sign, hasTones: Boolean(hasTones) };
}

// The sign of "wave" or "wave::skin-tone-4"; undefined where there is none.
export function glyph(name) {
  const [base, tone] = name.split(/::skin-tone-/);
  const found = KNOWN.get(base);
  return found && tone && found.hasTones ? toned(found.sign, TONES[tone - 2]) : found?.sign;
}

function toned(sign, tone = "") {
  const [first, ...rest] = [...sign];
  return first + tone + rest.join("").replace(/^\u{FE0F}/u, "");
}

// What fits a text: names that start with it come first.
export function findEmoji(text, most) {
  const wanted = text.toLowerCase().replaceAll(" ", "_");
  const starts = ALL.filter((one) => one.names.some((name) => name.startsWith(wanted)));
  const holds = ALL.filter((one) => !starts.includes(one) && one.names.some((name) => name.includes(wanted)));
  return [...starts, ...holds].slice(0, most);
}

// An emoji by its name, or the name itself between colons where there is none.
export function emoji(name) {
  const sign = glyph(name);
  return sign
    ? h(
        "span",
        {
          class: "emoji",
          role: "img",
          "aria-label": `${name.replace(/::skin-tone-\d$/, "").replaceAll("_", " ")} emoji`,
          title: `:${name}:`,
          "data-emoji": name,
        },
        sign,
      )
    : `:${name}:`;
}

const SHORTCODE = /(:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:)/;

// plain_text: emoji and the three entities that Slack escapes, nothing else.
export function plainText(text) {
  return String(text ?? "")
    .split(SHORTCODE)
    .map((part) =>
      /^:.+:$/.test(part) && glyph(part.slice(1, -1)) ? emoji(part.slice(1, -1)) : unescape(part),
    );
}

export function plainString(text) {
  const shown = String(text ?? "")
    .split(SHORTCODE)
    .map((part) => (/^:.+:$/.test(part) ? (glyph(part.slice(1, -1)) ?? part) : part));
  return unescape(shown.join(""));
}

export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
