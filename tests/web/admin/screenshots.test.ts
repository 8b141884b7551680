// Takes the pictures of the operator page that the docs show: NEARSHELF_SCREENSHOTS=$PWD/docs/images npm test -w tests/web -- admin
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';

import {describe, it} from 'vitest';

import {chromiumMissing, openProfile} from '../support/chromium.js';
import {adminMissing, serveAdmin, TOKEN} from './page.js';

const folder = process.env.NEARSHELF_SCREENSHOTS;
const DEVICES = {
  desktop: {viewport: {width: 1280, height: 1000}},
  phone: {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true},
};

describe.skipIf(!folder || chromiumMissing() || adminMissing())('pictures of the operator page', () => {
  for (const [device, options] of Object.entries(DEVICES)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`${device}, ${colorScheme}`, async () => {
        const server = await serveAdmin(Date.UTC(2026, 10, 25, 21, 40));
        const profile = await openProfile({context: {...options, colorScheme, timezoneId: 'Europe/Vienna'}});
        const page = await profile.context.newPage();
        await page.goto(`${server.origin}/admin`);
        await page.getByLabel('Token').fill(TOKEN);
        await page.getByRole('button', {name: 'Open'}).click();
        await page.getByRole('status').getByText('live', {exact: true}).waitFor();
        await page.waitForTimeout(300);
        const path = join(folder!, `admin-${device}-${colorScheme}.png`);
        await page.screenshot({path, fullPage: device === 'desktop'});
        const {error} = spawnSync('pngquant', ['--force', '--skip-if-larger', '--speed', '1', '--output', path, '128', path]);
        if (error) console.warn(`${path} is as large as it is: pngquant is not installed`);
        await profile.close();
        await server.close();
      });
    }
  }
});
