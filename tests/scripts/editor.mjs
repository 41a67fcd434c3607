// Asks a YAML language server what an editor would ask it, prints the answers, and fails where one is not as expected.
//
// In: the program of the server, and a directory with a copy of the spec. Out: exit status 0 or 1.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [program, directory] = process.argv.slice(2).map((path) => resolve(path));

/** How long to wait for an answer, and for marks to settle, in milliseconds. */
const PATIENCE = 60_000;
const QUIET = 1_000;

function fail(reason) {
  console.error(reason);
  process.exit(1);
}

/** A language server on standard input and output. */
class Server {
  #process = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  #input = Buffer.alloc(0);
  #waiting = new Map();
  #last = 0;
  #isStopping = false;
  /** Marks by file, and when the last ones came. */
  marks = new Map();
  markedAt = 0;

  constructor() {
    this.#process.on("exit", (status) => this.#isStopping || fail(`the server has stopped with status ${status}`));
    this.#process.stdout.on("data", (data) => {
      this.#input = Buffer.concat([this.#input, data]);
      for (let message; (message = this.#take()); ) this.#handle(message);
    });
  }

  /** The next whole message. */
  #take() {
    const head = this.#input.indexOf("\r\n\r\n");
    if (head < 0) return undefined;
    const length = Number(/Content-Length: (\d+)/i.exec(this.#input.toString("latin1", 0, head))[1]);
    const end = head + 4 + length;
    if (this.#input.length < end) return undefined;
    const message = JSON.parse(this.#input.toString("utf8", head + 4, end));
    this.#input = this.#input.subarray(end);
    return message;
  }

  #handle({ id, method, params, result, error }) {
    if (method === "textDocument/publishDiagnostics") {
      this.marks.set(params.uri, params.diagnostics);
      this.markedAt = Date.now();
    } else if (method && id !== undefined) {
      this.#send({ id, result: null });
    } else if (id !== undefined) {
      const { done, failed } = this.#waiting.get(id);
      error ? failed(new Error(error.message)) : done(result);
    }
  }

  #send(message) {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  tell(method, params) {
    this.#send({ method, params });
  }

  ask(method, params) {
    const id = (this.#last += 1);
    this.#send({ id, method, params });
    return new Promise((done, failed) => this.#waiting.set(id, { done, failed }));
  }

  /** Opens a file in the directory of the spec, with a text that need not be the one on the disk. */
  open(name, text) {
    const uri = pathToFileURL(join(directory, name)).href;
    this.tell("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    return uri;
  }

  /** Marks of files, once all have some and no more are coming. */
  async settled(uris) {
    const isSettled = () => uris.every((uri) => this.marks.has(uri)) && Date.now() - this.markedAt > QUIET;
    while (!isSettled()) await new Promise((done) => setTimeout(done, 50));
    return uris.map((uri) => this.marks.get(uri));
  }

  async stop() {
    this.#isStopping = true;
    await this.ask("shutdown");
    this.tell("exit");
  }
}

let failures = 0;

/** Prints an answer; what was expected, only if it is not that. */
function report(question, answer, isExpected, expected) {
  console.log(`\n${question}\n${answer.replace(/^(?=.)/gm, "    ")}`);
  if (!isExpected) {
    failures += 1;
    console.log(`    NOT AS EXPECTED: ${expected}`);
  }
}

/** Where a mark stands in a text, and the text without it. */
function caret(marked) {
  const before = marked.slice(0, marked.indexOf("‸")).split("\n");
  return { text: marked.replace("‸", ""), position: { line: before.length - 1, character: before.at(-1).length } };
}

let edits = 0;

/** What completion offers at the caret. */
async function completion(server, question, marked, expected) {
  const { text, position } = caret(marked);
  const uri = server.open(`edited-${(edits += 1)}.yaml`, text);
  const answer = await server.ask("textDocument/completion", { textDocument: { uri }, position });
  // Beside the keys, the server offers to write all required ones at once; that is no key.
  const offered = answer.items.filter(({ kind }) => kind !== 7).map(({ label }) => label).sort();
  const wanted = [...expected].sort();
  report(question, offered.join(", "), offered.join() === wanted.join(), wanted.join(", "));
}

/** What hover says at the caret. */
async function hover(server, question, marked, expected) {
  const { text, position } = caret(marked);
  const uri = server.open(`edited-${(edits += 1)}.yaml`, text);
  const answer = await server.ask("textDocument/hover", { textDocument: { uri }, position });
  const said = answer?.contents?.value.replace(/\s*Source: .*$/s, "") ?? "";
  report(question, said, said.includes(expected), expected);
}

/** Which marks a text gets: line and column, counted from one, and message. */
async function marks(server, question, text, expected) {
  const [found] = await server.settled([server.open(`edited-${(edits += 1)}.yaml`, text)]);
  const lines = found.map(({ range: { start }, message }) => `${start.line + 1}:${start.character + 1} ${message}`);
  report(question, lines.join("\n"), lines.join("\n") === expected.join("\n"), expected.join("; "));
}

/** Changes one place of a text, which must be there. */
function change(text, from, to) {
  if (!text.includes(from)) throw new Error(`the spec has no ${JSON.stringify(from)}`);
  return text.replace(from, () => to);
}

/** Line and column of a piece of a text. */
function place(text, piece) {
  const { position } = caret(change(text, piece, "‸"));
  return `${position.line + 1}:${position.character + 1}`;
}

const read = (name) => readFileSync(join(directory, name), "utf8");

async function start(server) {
  const capabilities = { textDocument: { completion: { completionItem: { snippetSupport: true } }, hover: {} } };
  await server.ask("initialize", { processId: process.pid, rootUri: pathToFileURL(directory).href, capabilities });
  server.tell("initialized", {});
  // The store of schemas would be asked for on the network.
  const yaml = { validate: true, completion: true, hover: true, schemaStore: { enable: false } };
  server.tell("workspace/didChangeConfiguration", { settings: { yaml } });
}

async function askAboutShippedFiles(server) {
  const names = readdirSync(directory).filter((name) => name.endsWith(".yaml"));
  const found = await server.settled(names.map((name) => server.open(name, read(name))));
  const wrong = found.flatMap((list, index) => list.map(({ message }) => `${names[index]}: ${message}`));
  report(`Marks in the ${names.length} shipped files`, wrong.join("\n") || "none", wrong.length === 0, "none");
}

async function askForCompletion(server) {
  const acl = read("calendar_acl.yaml");
  const end = "    errors: [common, calendar, 192000, 195100]\n\nevents:";
  const inEndpoint = change(acl, end, end.replace("\n\n", "\n    ‸\n\n"));
  const missing = ["body", "deprecated", "header", "idempotency_key", "paging", "query", "response", "rules"];
  await completion(server, "Completion in an endpoint", inEndpoint, missing);

  const field = "type: AclId, read_only: true, doc:";
  const inField = change(acl, field, "type: AclId, read_only: true, d‸, doc:");
  const limits = ["length", "items", "range", "one_of"];
  const others = ["required", "required_when", "secret", "default", "scopes", "deprecated", "beta", "rust"];
  await completion(server, "Completion in the braces of a field, after a letter", inField, [...limits, ...others]);

  const inTokens = change(acl, "tokens: [tenant, user]", "tokens: [‸]");
  await completion(server, "Completion of tokens", inTokens, ["tenant", "user"]);

  const [first] = acl.split("\n");
  const roots = ["spec", "include", "resource", "doc"];
  const sections = ["ids", "enums", "objects", "errors", "error_groups", "endpoints", "events"];
  await completion(server, "Completion in an empty file", `${first}\n‸\n`, [...roots, ...sections]);
}

async function askForHover(server) {
  const length = change(read("calendar.yaml"), "length:", "len‸gth:");
  await hover(server, "Hover on `length`", length, "Characters of a text");
  await hover(server, "Hover on `retry`", change(read("errors.yaml"), "retry:", "re‸try:"), "With a new token.");
}

async function askForMarks(server) {
  const acl = read("calendar_acl.yaml");
  const key = change(acl, "rate_limit:", "rate_limits:");
  await marks(server, "Mark of a wrong key", key, [
    `${place(key, "rate_limits:")} Property rate_limits is not allowed.`,
  ]);
  const word = change(acl, "tokens: [tenant, user]", "tokens: [tenant, usr]");
  await marks(server, "Mark of a wrong word", word, [
    `${place(word, "usr]")} Value is not accepted. Valid values: "tenant", "user".`,
  ]);
  const calendar = read("calendar.yaml");
  const range = change(calendar, /length: [^,\n]*/.exec(calendar)[0], "length: 1..255");
  await marks(server, "Mark of a wrong range", range, [
    `${place(range, "1..255")} ranges are written \`1..=500\`, \`..=500\`, \`1..\` or \`9\`; both ends belong to them`,
  ]);
}

setTimeout(() => fail(`the server has not answered within ${PATIENCE / 1000} seconds`), PATIENCE);
const server = new Server();
await start(server);
await askAboutShippedFiles(server);
await askForCompletion(server);
await askForHover(server);
await askForMarks(server);
await server.stop();
console.log(failures === 0 ? "\nAll as expected." : `\n${failures} not as expected.`);
process.exit(failures === 0 ? 0 : 1);
