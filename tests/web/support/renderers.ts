import {readdirSync, readFileSync} from 'node:fs';

import type {BrowserContext, Page} from 'playwright-core';

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The process ids of the renderers that this test's process (and its browsers) started. */
function renderers(): Set<number> {
  const parents = new Map<number, number>();
  const found: number[] = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = readText(`/proc/${pid}/stat`);
    // The name, in brackets, may hold anything; the parent is the second field after it.
    parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    if (readText(`/proc/${pid}/cmdline`).includes('--type=renderer')) found.push(pid);
  }
  const ours = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === process.pid || ours(parents.get(pid)));
  return new Set(found.filter(ours));
}

/** The process that draws a page: the one that is busy while the page is. */
export async function rendererOf(page: Page): Promise<number> {
  const ticks = (): Map<number, number> =>
    new Map(
      [...renderers()].map((pid) => {
        const stat = readText(`/proc/${pid}/stat`);
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return [pid, Number(fields[11]) + Number(fields[12])];
      }),
    );
  const before = ticks();
  // On a loaded machine a moment of work takes a while to show; the others of this browser do nothing meanwhile.
  for (let attempt = 0; attempt < 30; attempt++) {
    await page.evaluate(() => {
      for (const end = performance.now() + 300; performance.now() < end; );
    });
    const worked = [...ticks()].map(([pid, value]) => [pid, value - (before.get(pid) ?? value)] as const);
    worked.sort((a, b) => b[1] - a[1]);
    const [busiest, next] = worked;
    if (busiest && busiest[1] >= 15 && busiest[1] > 3 * (next?.[1] ?? 0)) return busiest[0];
  }
  throw new Error('no renderer was busier than the others');
}

/** Kills the renderer of a page, as a crash or the system would. */
export async function crash(context: BrowserContext, page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const session = await context.newCDPSession(page);
  // It never answers: the renderer is gone.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
}
