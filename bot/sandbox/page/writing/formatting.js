// Marks of mrkdwn set around what is selected in a plain text, by Slack's own keys.

// https://slack.com/help/articles/201374536-Slack-keyboard-shortcuts
const KEYS = { b: "*", i: "_", "shift+x": "~", "shift+c": "`" };

// True when the key was one of these.
export function formattingKey(event) {
  if (!(event.metaKey || event.ctrlKey)) return false;
  const mark = KEYS[`${event.shiftKey ? "shift+" : ""}${event.key.toLowerCase()}`];
  if (!mark) return false;
  event.preventDefault();
  wrap(event.currentTarget, mark);
  return true;
}

export function wrap(node, mark) {
  const { selectionStart: start, selectionEnd: end, value } = node;
  const selected = value.slice(start, end);
  const isMarked = value[start - 1] === mark && value[end] === mark;
  if (isMarked) node.setRangeText(selected, start - 1, end + 1, "select");
  else node.setRangeText(`${mark}${selected}${mark}`, start, end, "end");
  if (!isMarked) node.setSelectionRange(start + 1, start + 1 + selected.length);
  node.dispatchEvent(new Event("input"));
}

export function insert(node, text) {
  node.focus();
  node.setRangeText(text, node.selectionStart, node.selectionEnd, "end");
  node.dispatchEvent(new Event("input"));
}
