// What an element holds: as Slack's state and initial_* say it, as it is sent to the sandbox, and as it must be.

// kind: which key of the state, which initial key, which key of act.
const KINDS = {
  plain_text_input: ["value", "initial_value", "value"],
  email_text_input: ["value", "initial_value", "value"],
  url_text_input: ["value", "initial_value", "value"],
  number_input: ["value", "initial_value", "value"],
  rich_text_input: ["rich_text_value", "initial_value", "value"],
  file_input: ["files", "initial_files", "value"],
  datepicker: ["selected_date", "initial_date", "value"],
  timepicker: ["selected_time", "initial_time", "value"],
  datetimepicker: ["selected_date_time", "initial_date_time", "value"],
  static_select: ["selected_option", "initial_option", "option"],
  external_select: ["selected_option", "initial_option", "option"],
  radio_buttons: ["selected_option", "initial_option", "option"],
  users_select: ["selected_user", "initial_user", "option"],
  conversations_select: ["selected_conversation", "initial_conversation", "option"],
  channels_select: ["selected_channel", "initial_channel", "option"],
  checkboxes: ["selected_options", "initial_options", "options"],
  multi_static_select: ["selected_options", "initial_options", "options"],
  multi_external_select: ["selected_options", "initial_options", "options"],
  multi_users_select: ["selected_users", "initial_users", "options"],
  multi_conversations_select: ["selected_conversations", "initial_conversations", "options"],
  multi_channels_select: ["selected_channels", "initial_channels", "options"],
};

export function holdsValue(element) {
  return element.type in KINDS;
}

export function isMany(element) {
  return KINDS[element.type]?.[2] === "options";
}

function isText(element) {
  return KINDS[element.type]?.[0] === "value";
}

// What shows each key as it is struck needs no drawing anew.
export function isTyped(element) {
  return isText(element) || element.type === "rich_text_input";
}

export function fromState(element, entry) {
  const [state, initial] = KINDS[element.type];
  return (entry && state in entry ? entry[state] : element[initial]) ?? empty(element);
}

export function empty(element) {
  if (isMany(element) || element.type === "file_input") return [];
  return isText(element) ? "" : null;
}

function isEmpty(value) {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);
}

// An option is named by its value; one that a type-ahead offered is known by its text alone; a file by its id.
function sent(one) {
  if (one?.url_private) return one.id;
  return one?.text ? (one.value ?? one.text.text) : one;
}

export function toSend(value) {
  return Array.isArray(value) ? value.map(sent) : sent(value);
}

export function actKey(element) {
  return KINDS[element.type][2];
}

export function sameValue(one, other) {
  return JSON.stringify(toSend(one)) === JSON.stringify(toSend(other));
}

// What Slack's own form says before anything is sent, or "" where all is well.
export function complaint(block, value) {
  const { element } = block;
  if (isEmpty(value)) return block.optional ? "" : "Please complete this required field.";
  if (element.min_length && value.length < element.min_length)
    return `Please enter at least ${element.min_length} characters.`;
  if (element.type === "number_input") return numberComplaint(element, Number(value));
  if (element.type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(value))
    return "Please enter a valid email address.";
  if (element.type === "url_text_input" && !/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(value))
    return "Please enter a valid URL.";
  return "";
}

function numberComplaint(element, number) {
  if (Number.isNaN(number)) return "Please enter a number.";
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return "Please enter a whole number.";
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please enter a number of at least ${element.min_value}.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please enter a number of at most ${element.max_value}.`;
  return "";
}
