// Slack's Node SDKs without Bolt: each line on stdout is one thing that they saw.
import { SocketModeClient } from "@slack/socket-mode";
import { ErrorCode, WebClient } from "@slack/web-api";

const slackApiUrl = process.env.SLACK_API_URL;
const web = new WebClient(process.env.SLACK_BOT_TOKEN, { slackApiUrl, logLevel: "error" });
const tell = (name, seen) => console.log(JSON.stringify({ [name]: seen }));

const me = await web.auth.test();
tell("me", me.user);
tell("scopes", me.response_metadata.scopes.includes("chat:write"));

const { channel } = await web.conversations.create({ name: "made-by-node" });
const people = [];
for await (const page of web.paginate("users.list", { limit: 4 })) {
  people.push(...page.members);
}
tell("people", new Set(people.map((person) => person.id)).size);
await web.conversations.invite({ channel: channel.id, users: people.find((one) => one.name === "ana").id });

const words = [{ type: "section", text: { type: "mrkdwn", text: "*Built* of blocks & <https://example.com|links>" } }];
const metadata = { event_type: "probed", event_payload: { number: 7 } };
const posted = await web.chat.postMessage({ channel: channel.id, text: "Built", blocks: words, metadata });
const history = await web.conversations.history({ channel: channel.id, include_all_metadata: true });
const found = history.messages.find((message) => message.ts === posted.ts);
tell("blocks", found.blocks[0].text.text);
tell("metadata", found.metadata.event_payload.number);

async function refused(name, call) {
  try {
    await call();
  } catch (error) {
    tell(name, [error.code === ErrorCode.PlatformError, error.data?.error, error.data?.response_metadata?.messages]);
  }
}

await refused("name_taken", () => web.conversations.create({ name: "made-by-node" }));
await refused("bad_blocks", () => web.chat.postMessage({ channel: channel.id, text: "", blocks: [{ type: "section" }] }));
await refused("wrong_token", () => new WebClient("xoxb-0", { slackApiUrl }).auth.test());
await refused("no_such_method", () => web.apiCall("incidents.declare"));

const large = Buffer.alloc(1_000_000, "0123456789");
await web.filesUploadV2({
  channel_id: channel.id,
  file_uploads: [
    { file: large, filename: "large.bin" },
    { content: "small", filename: "small.txt" },
  ],
});
const shared = (await web.conversations.history({ channel: channel.id })).messages.flatMap((one) => one.files ?? []);
tell("files", shared.map((file) => [file.name, file.size]).sort());

const socket = new SocketModeClient({
  appToken: process.env.SLACK_APP_TOKEN,
  clientOptions: { slackApiUrl },
  logLevel: "error",
});
socket.on("slash_commands", async ({ ack, body }) => {
  tell("typed", body.text);
  await ack({ text: `You typed ${body.text}.` });
});
socket.on("message", async ({ ack, event, retry_num }) => {
  await ack();
  if (event.client_msg_id) {
    tell("message", [event.text, retry_num]); // what a person wrote: the app's own words come back, too
  }
});
process.on("SIGTERM", () => socket.disconnect().then(() => process.exit(0)));
await socket.start();
