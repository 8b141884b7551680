import type {Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';

import {chromiumMissing, openProfile, type Profile} from '../support/chromium.js';
import {adminMissing, serveAdmin, TOKEN, type FakeServer} from './page.js';

describe.skipIf(chromiumMissing() || adminMissing())('the operator page', () => {
  let server: FakeServer;
  let profile: Profile;
  const problems: string[] = [];

  beforeAll(async () => {
    server = await serveAdmin(Date.UTC(2026, 10, 25, 21, 40));
    profile = await openProfile({context: {viewport: {width: 1280, height: 900}}});
  });
  afterAll(async () => {
    await profile?.close();
    await server?.close();
  });
  afterEach(() => {
    server.trouble = undefined;
    expect(problems.splice(0)).toEqual([]);
  });

  async function open(token?: string): Promise<Page> {
    const page = await profile.context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    // What the policy forbids is an error in the console; answers with a status of 400 or more are, too.
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) problems.push(message.text());
    });
    await page.goto(`${server.origin}/admin`);
    if (token) {
      await page.getByLabel('Token').fill(token);
      await page.getByRole('button', {name: 'Open'}).click();
    }
    return page;
  }

  const live = (page: Page): Promise<void> => page.getByRole('status').getByText('live', {exact: true}).waitFor();

  /** How many different colours a chart has: an empty one has none. */
  const colors = (page: Page, label: string): Promise<number> =>
    page.getByRole('img', {name: label, exact: true}).locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const {data} = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Map<string, number>();
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] !== 255) continue;
        const color = `${data[i]},${data[i + 1]},${data[i + 2]}`;
        seen.set(color, (seen.get(color) ?? 0) + 1);
      }
      return [...seen.values()].filter((count) => count > 40).length;
    });

  it('draws every chart, and says the figures in words', async () => {
    const page = await open(TOKEN);
    await live(page);
    await expect.poll(() => colors(page, 'Events by hour')).toBeGreaterThanOrEqual(4);
    await expect.poll(() => colors(page, 'Quarantined and refused events by hour')).toBeGreaterThanOrEqual(4);
    await expect.poll(() => colors(page, 'Events by model in use')).toBeGreaterThanOrEqual(2);
    await expect.poll(() => colors(page, 'Batches by answer time')).toBeGreaterThanOrEqual(1);
    await expect.poll(() => colors(page, 'Share of events with consent to model improvement')).toBeGreaterThanOrEqual(1);
    const tiles = page.locator('.tile');
    expect(await tiles.locator('dt').allTextContents()).toContain('Trainable');
    for (const value of await tiles.locator('.value').allTextContents()) expect(value).toMatch(/\d/);
    await expect.poll(() => page.locator('.list th').allTextContents()).toContain('autumn/41');
    expect(await page.locator('.list th').allTextContents()).toContain('quarantined.rate');
    await page.close();
  });

  it('asks for the range that was chosen, and goes on asking', async () => {
    const page = await open(TOKEN);
    await live(page);
    server.asked.length = 0;
    await page.getByRole('button', {name: '7 days'}).click();
    await expect.poll(() => server.asked).toContain(168);
    expect(await page.getByRole('button', {name: '7 days'}).getAttribute('aria-pressed')).toBe('true');
    server.asked.length = 0;
    await expect.poll(() => server.asked, {timeout: 20_000}).toContain(168);
    await page.close();
  });

  it('keeps the token for this tab only', async () => {
    const page = await open(TOKEN);
    await live(page);
    const kept = await page.evaluate(() => ({
      session: {...sessionStorage},
      local: {...localStorage},
      cookies: document.cookie,
      address: location.href,
    }));
    expect(Object.values(kept.session)).toEqual([TOKEN]);
    expect(kept.local).toEqual({});
    expect(kept.cookies).toBe('');
    expect(kept.address).not.toContain(TOKEN);
    await page.reload();
    await live(page);
    const other = await open();
    await other.getByLabel('Token').waitFor();
    await other.close();
    await page.getByRole('button', {name: 'Sign out'}).click();
    await page.getByLabel('Token').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.close();
  });

  it('says why a token was not taken, and forgets it', async () => {
    const page = await open('wrong');
    await page.getByRole('alert').getByText('this token is unknown').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.close();
  });

  it('keeps its figures while the server is in trouble, and comes back', async () => {
    const page = await open(TOKEN);
    await live(page);
    server.trouble = {status: 503, headers: {'retry-after': '1'}, body: {code: 'busy', message: 'the queue is full'}};
    await page.getByRole('button', {name: '31 days'}).click();
    await page.getByRole('status').getByText('the queue is full').waitFor();
    expect(await page.locator('.tile .value').first().textContent()).toMatch(/\d/);
    server.trouble = undefined;
    await live(page);
    await page.close();
  });

  it('fits a phone, and what is tapped is large enough', async () => {
    const page = await open(TOKEN);
    await live(page);
    for (const width of [360, 1280, 412]) {
      await page.setViewportSize({width, height: 800});
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await expect
        .poll(() => page.locator('.chart .uplot').evaluateAll((charts) => charts.every((chart) => chart.clientWidth <= chart.parentElement!.clientWidth)))
        .toBe(true);
    }
    const heights = await page.locator('button').evaluateAll((all) => all.map((button) => button.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(38);
    await page.close();
  });
});
