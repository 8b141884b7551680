import {spawn, type ChildProcess} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';

import WebSocket from 'ws';

const EXECUTABLE = process.env.NEARSHELF_FIREFOX ?? '/usr/bin/firefox-esr';

/** Nothing that calls home, so that the tests only see what the shop does. */
const PREFERENCES = {
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'remote.active-protocols': 1,
  'toolkit.telemetry.enabled': false,
};

/** Whether there is a Firefox to test with. In CI its absence is a failure, not a reason to skip. */
export function firefoxMissing(): boolean {
  const missing = !existsSync(EXECUTABLE);
  if (missing && process.env.CI) throw new Error(`${EXECUTABLE} is missing: run script/bootstrap`);
  if (missing) console.warn(`skipped: ${EXECUTABLE} is missing (script/bootstrap installs it)`);
  return missing;
}

interface Answer {
  id?: number;
  type: 'success' | 'error' | 'event';
  result?: unknown;
  error?: string;
  message?: string;
  method?: string;
  params?: unknown;
}

/** WebDriver BiDi as far as the tests need it: playwright-core speaks it only to newer Firefoxes. */
class Connection {
  #last = 0;
  readonly #waiting = new Map<number, {resolve: (result: unknown) => void; reject: (error: Error) => void}>();
  readonly events: {method: string; params: unknown}[] = [];

  constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => {
      const answer = JSON.parse(String(data)) as Answer;
      if (answer.type === 'event') {
        this.events.push({method: answer.method ?? '', params: answer.params});
        return;
      }
      const waiting = this.#waiting.get(answer.id ?? 0);
      this.#waiting.delete(answer.id ?? 0);
      if (answer.type === 'success') waiting?.resolve(answer.result);
      else waiting?.reject(new Error(`${answer.error}: ${answer.message}`));
    });
    socket.on('close', () => {
      for (const {reject} of this.#waiting.values()) reject(new Error('Firefox closed the connection'));
    });
  }

  static async open(url: string): Promise<Connection> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return new Connection(socket);
  }

  send<T>(method: string, params: object): Promise<T> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, {resolve: resolve as (result: unknown) => void, reject});
      this.socket.send(JSON.stringify({id, method, params}));
    });
  }

  close(): void {
    this.socket.close();
  }
}

/** A tab. */
export class FirefoxPage {
  constructor(
    private readonly connection: Connection,
    private readonly context: string,
  ) {}

  /** Goes to an address; resolves when it has loaded. */
  async goto(url: string): Promise<void> {
    await this.connection.send('browsingContext.navigate', {context: this.context, url, wait: 'complete'});
  }

  /** Evaluates a JavaScript expression, awaits it and gives its value, which must be JSON. */
  async evaluate<T>(expression: string): Promise<T> {
    const answer = await this.connection.send<{
      type: string;
      result?: {value?: string};
      exceptionDetails?: {text: string};
    }>('script.evaluate', {
      expression: `(async () => JSON.stringify((await (${expression})) ?? null))()`,
      target: {context: this.context},
      awaitPromise: true,
      userActivation: true,
    });
    if (answer.type !== 'success') throw new Error(answer.exceptionDetails?.text ?? 'the script failed');
    return JSON.parse(answer.result?.value ?? 'null') as T;
  }

  /** Evaluates again and again until it is true. */
  async until(expression: string, withinMs = 15_000): Promise<void> {
    const end = Date.now() + withinMs;
    while (!(await this.evaluate<boolean>(`Boolean(await (${expression}))`))) {
      if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${expression}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Clicks on what a selector finds first, as soon as it is there. */
  async click(selector: string): Promise<void> {
    const found = `document.querySelector(${JSON.stringify(selector)})`;
    await this.until(found);
    await this.evaluate(`${found}.click()`);
  }
}

export interface Firefox {
  newPage(): Promise<FirefoxPage>;
  /** Errors that pages logged. */
  errors(): string[];
  close(): Promise<void>;
}

function listening(firefox: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    firefox.once('exit', (code) => reject(new Error(`Firefox ended with ${code}`)));
    const lines = createInterface({input: firefox.stderr!});
    lines.on('line', (line) => {
      const url = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}

/** Starts Debian's Firefox on new user data, without a window. */
export async function openFirefox(): Promise<Firefox> {
  const folder = await mkdtemp(join(tmpdir(), 'nearshelf-firefox-'));
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  await writeFile(join(folder, 'user.js'), lines.join('\n'));
  const firefox = spawn(EXECUTABLE, ['--headless', '--remote-debugging-port=0', '--profile', folder, '--no-remote'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {...process.env, HOME: folder},
  });
  const ended = new Promise((resolve) => firefox.once('exit', resolve));
  const connection = await Connection.open(`${await listening(firefox)}/session`);
  await connection.send('session.new', {capabilities: {}});
  await connection.send('session.subscribe', {events: ['log.entryAdded']});
  return {
    async newPage() {
      const {context} = await connection.send<{context: string}>('browsingContext.create', {type: 'tab'});
      return new FirefoxPage(connection, context);
    },
    errors: () =>
      connection.events
        .map(({params}) => params as {level?: string; text?: string})
        .filter(({level}) => level === 'error')
        .map(({text}) => text ?? ''),
    async close() {
      await connection.send('browser.close', {}).catch(() => undefined);
      connection.close();
      const timer = setTimeout(() => firefox.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(timer);
      await rm(folder, {recursive: true, force: true, maxRetries: 5});
    },
  };
}
