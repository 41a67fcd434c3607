// Clicks on the authorize page of the mock server as a person would, once for each outcome, and fails where the example
// `login` ends in another one.
//
// In: the folder with `playwright-core`, the program of Chromium, and that of the example. Out: exit status 0 or 1.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [folder, chromium, example] = process.argv.slice(2).map((path) => resolve(path));
const { chromium: driver } = createRequire(join(folder, "node_modules/"))("playwright-core");

/** How long a page or a program may take, in milliseconds. */
const PATIENCE = 30_000;

function expect(holds, what) {
  if (!holds) {
    console.error(`not as expected: ${what}`);
    process.exit(1);
  }
}

/** The example, which waits for a browser. */
class Example {
  output = "";
  #process = spawn(example, ["--browser"], { stdio: ["ignore", "pipe", "pipe"], env: { PATH: "/nowhere" } });

  constructor() {
    for (const stream of [this.#process.stdout, this.#process.stderr]) stream.on("data", (data) => (this.output += data));
    this.ended = new Promise((done) => this.#process.on("exit", done));
  }

  async url() {
    for (let waited = 0; waited < PATIENCE; waited += 50) {
      const url = this.output.match(/http:\S+authorize\S+/);
      if (url) return url[0];
      await new Promise((done) => setTimeout(done, 50));
    }
    expect(false, `the example prints a URL:\n${this.output}`);
  }
}

async function run(browser, name, click, lastPage, words) {
  const example = new Example();
  const page = await (await browser.newContext()).newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.setDefaultTimeout(PATIENCE);
  await page.goto(await example.url());
  await page.screenshot({ path: join(folder, `${name}-asked.png`) });
  await click(page);
  await page.getByText("You can close this window").waitFor();
  await page.screenshot({ path: join(folder, `${name}-done.png`) });
  const heading = await page.locator("h1").innerText();
  expect(heading === lastPage, `${name}: the last page says "${heading}"`);
  // Chromium looks for an icon by itself, which the listener refuses.
  const others = problems.filter((text) => !text.includes("404") && !text.includes("400"));
  expect(others.length === 0, `${name}: the pages work without errors: ${others}`);
  const status = await Promise.race([example.ended, new Promise((done) => setTimeout(done, PATIENCE, "no end"))]);
  console.log(`== ${name}: exit status ${status}\n${example.output}`);
  expect((status === 0) === (name === "agrees"), `${name}: exit status ${status}`);
  for (const word of words) expect(example.output.includes(word), `${name}: the example says "${word}"`);
}

const browser = await driver.launch({ executablePath: chromium, args: ["--no-sandbox"] });
await run(
  browser,
  "agrees",
  async (page) => {
    await page.getByLabel("You are").fill("bob");
    await page.locator("#allow").click();
  },
  "You are logged in",
  ["logged in; granted:", "found the tokens of the last login", "code 99991679"],
);
await run(browser, "declines", (page) => page.locator("#deny").click(), "You are not logged in", ["the user declined"]);
await run(
  browser,
  "agrees to less",
  async (page) => {
    await page.getByLabel("offline_access").uncheck();
    await page.locator("#allow").click();
  },
  "You are not logged in",
  ["`offline_access` was not granted"],
);
await browser.close();
