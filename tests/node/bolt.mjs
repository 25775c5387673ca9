// The probe of tests/clients/walks.py, written with Bolt for JavaScript.
import { readFileSync } from "node:fs";

import bolt from "@slack/bolt";

const surfaces = JSON.parse(readFileSync(new URL("../clients/surfaces.json", import.meta.url), "utf8"));
const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  logLevel: "error",
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

const commands = {
  form: ({ body, client }) => client.views.open({ trigger_id: body.trigger_id, view: surfaces.form }),
  menu: ({ body, client }) =>
    client.chat.postMessage({ channel: body.channel_id, text: "A menu", blocks: surfaces.menu }),
  say: ({ say }) => say("Said to all."),
  post: ({ body, client }) => client.chat.postMessage({ channel: body.channel_id, text: "Posted." }),
  later: ({ respond }) => respond({ response_type: "in_channel", text: "Answered later." }),
  count,
  upload: ({ body, client }) =>
    client.files.uploadV2({
      channel_id: body.channel_id,
      filename: "notes.txt",
      title: "Notes",
      content: "First line.\nSecond line.",
      initial_comment: "Here they are.",
    }),
};

async function count({ client, respond }) {
  const ids = [];
  for await (const page of client.paginate("users.list", { limit: 5 })) {
    ids.push(...page.members.map((member) => member.id));
  }
  await respond(`${ids.length} people, ${new Set(ids).size} different.`);
}

app.command("/probe", async (args) => {
  const command = commands[args.command.text];
  if (!command) {
    await args.ack(`There is no "${args.command.text}".`);
    return;
  }
  await args.ack();
  await command(args);
});

app.shortcut("probe_now", async ({ ack, body, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view: surfaces.deeper });
});

app.shortcut("probe_this", async ({ ack, body, respond }) => {
  await ack();
  await respond({ response_type: "ephemeral", text: `They said: ${body.message.text}` });
});

app.action("more", async ({ ack, body, client }) => {
  await ack();
  const note = { type: "section", text: { type: "mrkdwn", text: "There is more." } };
  const view = { ...surfaces.form, blocks: [...surfaces.form.blocks, note] };
  await client.views.update({ view_id: body.view.id, hash: body.view.hash, view });
});

app.action("deeper", async ({ ack, body, client }) => {
  await ack();
  await client.views.push({ trigger_id: body.trigger_id, view: surfaces.deeper });
});

app.action("press", async ({ ack, body, respond }) => {
  await ack();
  await respond({ replace_original: true, text: `Pressed by <@${body.user.id}>.` });
});

app.action("fruit", async ({ ack, action, respond }) => {
  await ack();
  await respond({
    replace_original: false,
    response_type: "ephemeral",
    text: `You chose ${action.selected_option.value}.`,
  });
});

app.action("redraw", async ({ ack, body, client }) => {
  await ack();
  await client.views.publish({ user_id: body.user.id, view: surfaces.redrawn, hash: body.view.hash });
});

app.options("fruit", async ({ ack, options }) => {
  const typed = options.value.toLowerCase();
  const fitting = surfaces.fruits.filter((fruit) => fruit.toLowerCase().startsWith(typed));
  await ack({
    options: fitting.map((fruit) => ({ text: { type: "plain_text", text: fruit }, value: fruit.toLowerCase() })),
  });
});

app.view("form", async ({ ack, body, view, client }) => {
  const { word, fruit } = view.state.values;
  switch (word.value.value) {
    case "bad":
      return ack({ response_action: "errors", errors: { word: "Not this word." } });
    case "again":
      return ack({ response_action: "update", view: surfaces.again });
    case "deep":
      return ack({ response_action: "push", view: surfaces.deeper });
  }
  await ack();
  const chosen = fruit.fruit.selected_option?.value ?? "nothing";
  return client.chat.postMessage({ channel: body.user.id, text: `${word.value.value} and ${chosen}` });
});

app.view("deeper", ({ ack }) => ack({ response_action: "clear" }));

app.view({ callback_id: "form", type: "view_closed" }, async ({ ack, body, client }) => {
  await ack();
  await client.chat.postMessage({ channel: body.user.id, text: "You closed the form." });
});

app.event("app_home_opened", ({ event, client }) =>
  client.views.publish({ user_id: event.user, view: surfaces.home }),
);

app.message("ping", ({ message, client }) =>
  client.reactions.add({ channel: message.channel, timestamp: message.ts, name: "eyes" }),
);

app.event("reaction_added", ({ event, client }) =>
  client.chat.postMessage({
    channel: event.item.channel,
    thread_ts: event.item.ts,
    text: `<@${event.user}> gave :${event.reaction}:`,
  }),
);

process.on("SIGTERM", () => app.stop().then(() => process.exit(0)));
await app.start();
