// Repeats the calls of this client with the vendor's library for Node.js, and holds each against the one before.
//
// In: the folder with the library, and the URL of a mock server that has seen the calls of this client. Out: a line for
// each method of the library, and exit status 0 when all are answered and no request differs from the one of this
// client.

import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";

const [folder, url] = process.argv.slice(2);
const lark = createRequire(join(resolve(folder), "x"))("@larksuiteoapi/node-sdk");

const ask = async (path) => (await fetch(`${url}/__mock/${path}`)).json();
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Every method with its name in the spec; those that walk through pages call others. */
function methods(client) {
  return Object.entries(client.calendar.v4).flatMap(([resource, service]) => {
    // The library has the meetings of an event below the event.
    const prefix = snake(resource).replace(/^calendar_event_(?=meeting)/, "");
    const names = Object.keys(service).filter((name) => !name.endsWith("WithIterator"));
    return names.map((name) => [`${prefix}.${snake(name)}`, service[name]]);
  });
}

/** A text of a query as the library wants it. */
function typed(text) {
  if (text === "true" || text === "false") return text === "true";
  return /^\d{1,4}$/.test(text) ? Number(text) : text;
}

/** What of a request must be the same; an empty object as a body says as much as none. */
function sent(call) {
  return { path: call.path_fields, query: [...call.query].sort(), body: call.body ?? {} };
}

function differences(own, other) {
  const parts = Object.keys(own).filter((part) => !isDeepStrictEqual(own[part], other[part]));
  return parts.map((part) => `${part}: ${JSON.stringify(own[part])} here, ${JSON.stringify(other[part])} there`);
}

async function check(name, method, call, takesTenants) {
  const params = Object.fromEntries(call.query.map(([key, text]) => [key, typed(text)]));
  const options = takesTenants ? undefined : lark.withUserAccessToken("u-1");
  try {
    await method({ path: call.path_fields, params, data: call.body ?? undefined }, options);
  } catch (error) {
    return [`refused: ${JSON.stringify(error.response?.data) ?? error}`];
  }
  return differences(sent(call), sent((await ask(`requests?endpoint=${name}`)).at(-1)));
}

const silent = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };
const client = new lark.Client({ appId: "cli_x", appSecret: "s", domain: url, logger: silent });
const calls = new Map((await ask("requests")).map((call) => [call.endpoint, call]));
const tenants = new Map((await ask("endpoints")).map(({ name, tokens }) => [name, tokens.includes("tenant")]));
const known = methods(client);
let good = 0;
for (const [name, method] of known) {
  const problems = await check(name, method, calls.get(name), tenants.get(name));
  console.log(`${name}: ${problems.join("; ") || "answered, the same request"}`);
  good += problems.length === 0;
}
const others = [...calls.keys()].filter((name) => !known.some(([other]) => other === name)).sort();
console.log(`@larksuiteoapi/node-sdk: ${good} of ${known.length} methods; not in it: ${others.join(", ")}`);
process.exit(good === known.length ? 0 : 1);
