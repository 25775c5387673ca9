// Times as people read them: the reader's zone and clock, English words.

const hourCycle = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions().hourCycle;

function format(date, options) {
  return new Intl.DateTimeFormat("en", options).format(date);
}

export function moment(ts) {
  return new Date(Number(ts) * 1000);
}

export function clock(date, seconds = false) {
  const options = { hour: "numeric", minute: "2-digit", hourCycle };
  return format(date, seconds ? { ...options, second: "2-digit" } : options);
}

export function dayKey(date) {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function full(date) {
  return `${longDay(date)} at ${clock(date, true)}`;
}

export function dayName(date) {
  return (
    capital(near(date)) ||
    `${format(date, { weekday: "long" })}, ${format(date, { month: "long" })} ${ordinal(date)}`
  );
}

export function relativeMoment(date) {
  return `${near(date) || shortDay(date)} at ${clock(date)}`;
}

function two(number) {
  return String(number).padStart(2, "0");
}

function capital(text) {
  return text && text[0].toUpperCase() + text.slice(1);
}

function ordinal(date) {
  const day = date.getDate();
  const ending = day > 10 && day < 14 ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th");
  return `${day}${ending}`;
}

function near(date) {
  for (const [days, word] of [
    [0, "today"],
    [-1, "yesterday"],
    [1, "tomorrow"],
  ]) {
    const other = new Date();
    other.setDate(other.getDate() + days);
    if (dayKey(other) === dayKey(date)) return word;
  }
  return "";
}

function plainDay(date) {
  return `${format(date, { month: "long" })} ${ordinal(date)}, ${date.getFullYear()}`;
}

function longDay(date) {
  return `${format(date, { weekday: "long" })}, ${plainDay(date)}`;
}

function shortDay(date) {
  return format(date, { month: "short", day: "numeric", year: "numeric" });
}

function ago(date) {
  const minutes = Math.round((date - Date.now()) / 60000);
  const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  if (Math.abs(minutes) < 60) return relative.format(minutes, "minute");
  if (Math.abs(minutes) < 60 * 24) return relative.format(Math.round(minutes / 60), "hour");
  return relative.format(Math.round(minutes / 60 / 24), "day");
}

// https://docs.slack.dev/messaging/formatting-message-text#date-formatting
const TOKENS = {
  date_num: dayKey,
  date_slash: (date) => `${two(date.getMonth() + 1)}/${two(date.getDate())}/${date.getFullYear()}`,
  date: plainDay,
  date_long: longDay,
  date_long_full: longDay,
  date_short: shortDay,
  date_pretty: (date) => near(date) || plainDay(date),
  date_long_pretty: (date) => near(date) || longDay(date),
  date_short_pretty: (date) => near(date) || shortDay(date),
  day_divider_pretty: dayName,
  time: clock,
  time_secs: (date) => clock(date, true),
  ago,
};

// null where Slack would show the fallback.
export function slackDate(ts, template) {
  const date = moment(ts);
  if (Number.isNaN(date.getTime())) return null;
  let isKnown = true;
  const text = template.replace(/\{(\w+)\}/g, (token, name) => {
    isKnown &&= name in TOKENS;
    return name in TOKENS ? TOKENS[name](date) : token;
  });
  return isKnown ? capital(text) : null;
}
