// Builds DOM nodes by hand, so that foreign text stays text, and patches what is shown into what is wanted.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "inert", "scrollTop"]);
const SVG = new Set(["svg", "path", "rect", "circle", "line", "polyline", "polygon", "g"]);

export function h(tag, props, ...children) {
  const node = SVG.has(tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  node.props = {};
  const items = flat(children);
  if (items.some((item) => item.build)) node.pending = items;
  else node.append(...items);
  // After the children: the value of a select is one of them.
  setProps(node, props ?? {});
  return node;
}

export function flat(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "");
}

// A child that is built only when what it shows has changed; it needs a parent that is drawn by patch.
export function lazy(key, memo, build) {
  return { key, memo, build };
}

function setProps(node, wanted) {
  // A node that somebody else made has none.
  const had = node.props ?? {};
  node.props = wanted;
  for (const name of Object.keys(had)) {
    if (!(name in wanted)) setProp(node, name, undefined);
  }
  for (const [name, value] of Object.entries(wanted)) {
    if (PROPERTIES.has(name) || had[name] !== value) setProp(node, name, value);
  }
}

function setProp(node, name, value) {
  if (name === "key" || name === "keep") return;
  if (name.startsWith("on")) {
    node[name.toLowerCase()] = value ?? null;
  } else if (PROPERTIES.has(name)) {
    setProperty(node, name, value ?? (name === "value" ? "" : false));
  } else if (value === undefined || value === null || value === false) {
    node.removeAttribute(name);
  } else {
    node.setAttribute(name, value === true ? "" : value);
  }
}

function setProperty(node, name, value) {
  const isBeingTyped = name === "value" && node === document.activeElement;
  if (!isBeingTyped && node[name] !== value) node[name] = value;
}

// Makes the parent's children equal to the wanted ones and keeps every node that can stay:
// with it stay focus, selection, scroll position and what is being typed.
export function patch(parent, wanted) {
  const items = flat([wanted]).map((item) =>
    typeof item === "string" ? document.createTextNode(item) : item,
  );
  const keys = new Set(items.map(keyOf).filter((key) => key !== undefined));
  const known = new Map([...parent.childNodes].map((child) => [keyOf(child), child]));
  let cursor = parent.firstChild;
  for (const item of items) {
    cursor = skipGone(parent, cursor, keys);
    const key = keyOf(item);
    const match = key === undefined ? cursor : known.get(key);
    if (match && isSameKind(match, item)) {
      if (match === cursor) cursor = cursor.nextSibling;
      else parent.insertBefore(match, cursor);
      update(match, item);
    } else {
      parent.insertBefore(built(item), cursor);
    }
  }
  while (cursor) {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
  }
}

function keyOf(item) {
  return item.key ?? item.props?.key;
}

function skipGone(parent, cursor, keys) {
  while (cursor && keyOf(cursor) !== undefined && !keys.has(keyOf(cursor))) {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
  }
  return cursor;
}

function isSameKind(old, item) {
  if (item.build) return true;
  return old.nodeName === item.nodeName && keyOf(old) === keyOf(item);
}

function update(old, item) {
  if (!item.build) {
    merge(old, item);
  } else if (old.memo !== item.memo) {
    const node = item.build();
    old.memo = item.memo;
    if (old.nodeName === node.nodeName) merge(old, node);
    else old.replaceWith(realised(Object.assign(node, { key: item.key, memo: item.memo })));
  }
}

function built(item) {
  return realised(item.build ? Object.assign(item.build(), { key: item.key, memo: item.memo }) : item);
}

// Builds what is lazy in a node that is new on the page.
function realised(node) {
  if (node.pending) {
    const { pending } = node;
    node.pending = null;
    patch(node, pending);
  } else {
    node.childNodes.forEach(realised);
  }
  return node;
}

function merge(old, node) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== node.data) old.data = node.data;
    return;
  }
  if (!node.props?.keep) patch(old, node.pending ?? [...node.childNodes]);
  // After the children: a value or a choice may depend on them.
  setProps(old, node.props ?? {});
}
