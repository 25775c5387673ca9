// From what stands in a rich editor to the rich_text block that Slack would make of it.
const STYLE_TAGS = {
  B: "bold",
  STRONG: "bold",
  I: "italic",
  EM: "italic",
  S: "strike",
  STRIKE: "strike",
  DEL: "strike",
  U: "underline",
  CODE: "code",
};
const LISTS = { UL: "bullet", OL: "ordered" };
const LINES = new Set(["DIV", "P"]);

// null where nothing was written.
export function readRichText(root) {
  const parts = blocksOf(root).filter((part) => part.elements.length);
  return parts.length ? { type: "rich_text", elements: parts } : null;
}

function blocksOf(root) {
  const lines = new Lines();
  lines.read(root.childNodes);
  return lines.parts.map(tidy);
}

// Lines that follow one another are one section; what is no line stands between sections.
class Lines {
  constructor() {
    this.parts = [];
    this.section = null;
    this.isOpen = false; // whether the last line goes on
  }

  read(nodes) {
    for (const node of nodes) {
      const special = blockOf(node);
      if (special) this.put(special);
      else if (LINES.has(node.nodeName)) this.readLine(node);
      else if (node.nodeName === "BR") this.endLine();
      else inlines(node, {}, this.isOpen ? this.section.elements : this.line());
    }
  }

  endLine() {
    if (!this.isOpen) this.line();
    this.isOpen = false;
  }

  readLine(node) {
    this.isOpen = false;
    const isNested = [...node.children].some((child) => LINES.has(child.nodeName) || blockOf(child));
    if (isNested) this.read(node.childNodes);
    else inlines(node, {}, this.line());
    this.isOpen = false;
  }

  line() {
    if (this.section) this.section.elements.push({ type: "text", text: "\n" });
    else this.parts.push((this.section = { type: "rich_text_section", elements: [] }));
    this.isOpen = true;
    return this.section.elements;
  }

  put(parts) {
    this.parts.push(...parts);
    this.section = null;
    this.isOpen = false;
  }
}

function blockOf(node) {
  if (LISTS[node.nodeName]) return listsOf(node, indentOf(node));
  if (node.nodeName === "BLOCKQUOTE") return [{ type: "rich_text_quote", elements: inside(node) }];
  if (node.nodeName === "PRE")
    return [
      {
        type: "rich_text_preformatted",
        elements: [{ type: "text", text: node.innerText.replace(/\n$/, "") }],
      },
    ];
  return null;
}

function indentOf(node) {
  return Number(/indent-(\d)/.exec(node.className)?.[1] ?? 0);
}

// A list within a list is, to Slack, a list of its own that stands further in.
function listsOf(node, indent) {
  const made = [];
  let open = null;
  for (const item of node.children) {
    if (LISTS[item.nodeName]) {
      made.push(...listsOf(item, indent + 1));
      open = null;
      continue;
    }
    if (!open)
      made.push((open = { type: "rich_text_list", style: LISTS[node.nodeName], indent, elements: [] }));
    const nested = [...item.children].filter((child) => LISTS[child.nodeName]);
    open.elements.push(tidy({ type: "rich_text_section", elements: inside(item) }));
    for (const child of nested) made.push(...listsOf(child, indent + 1));
    if (nested.length) open = null;
  }
  return made;
}

function inside(node) {
  const out = [];
  inlines(node, {}, out);
  return tidy({ elements: out }).elements;
}

function inlines(node, style, out) {
  if (node.nodeType === Node.TEXT_NODE) return push(out, node.data.replaceAll("\u00a0", " "), style);
  if (LISTS[node.nodeName]) return;
  const reference = referenceOf(node);
  if (reference) return out.push(withStyle(reference, style));
  if (node.nodeName === "BR") return node.nextSibling && push(out, "\n", style);
  const name = STYLE_TAGS[node.nodeName];
  if (LINES.has(node.nodeName) && out.length) push(out, "\n", style);
  for (const child of node.childNodes) inlines(child, name ? { ...style, [name]: true } : style, out);
}

function referenceOf(node) {
  const { user, channel, usergroup, range, emoji } = node.dataset ?? {};
  if (user) return { type: "user", user_id: user };
  if (channel) return { type: "channel", channel_id: channel };
  if (usergroup) return { type: "usergroup", usergroup_id: usergroup };
  if (range) return { type: "broadcast", range };
  if (emoji) return { type: "emoji", name: emoji };
  if (node.nodeName === "A") return { type: "link", url: node.getAttribute("href"), text: node.textContent };
  return null;
}

function push(out, text, style) {
  if (text) out.push(withStyle({ type: "text", text }, style));
}

function withStyle(one, style) {
  return Object.keys(style).length ? { ...one, style } : one;
}

// Neighbours of the same style are one; blank lines at the end are nothing.
function tidy(part) {
  if (part.type?.endsWith("_list")) return part;
  const merged = [];
  for (const one of part.elements) {
    const last = merged.at(-1);
    const isSame =
      last?.type === "text" &&
      one.type === "text" &&
      JSON.stringify(last.style) === JSON.stringify(one.style);
    if (isSame) merged[merged.length - 1] = { ...last, text: last.text + one.text };
    else merged.push(one);
  }
  const last = merged.at(-1);
  if (last?.type === "text" && part.type !== "rich_text_preformatted") {
    merged.pop();
    push(merged, last.text.trimEnd(), last.style ?? {});
  }
  return { ...part, elements: merged };
}
