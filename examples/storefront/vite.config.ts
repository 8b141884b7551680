import {createHash} from 'node:crypto';
import {fileURLToPath} from 'node:url';

import {defineConfig, type Plugin} from 'vite';

import {CONTENT_SECURITY_POLICY} from './csp.mjs';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Writes the policy into index.html. The development server needs inline styles, so it goes without. */
function policy(): Plugin {
  return {
    name: 'storefront-policy',
    transformIndexHtml: (html, context) =>
      context.server
        ? html.replace(/.*%CONTENT_SECURITY_POLICY%.*\n/, '')
        : html.replace('%CONTENT_SECURITY_POLICY%', CONTENT_SECURITY_POLICY),
  };
}

/** Tells the service worker which files the shop's shell is made of, and a version that changes with any of them. */
function precache(): Plugin {
  return {
    name: 'storefront-precache',
    enforce: 'post',
    generateBundle(_, bundle) {
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') throw new Error('sw.js is missing from the build');
      const all = Object.keys(bundle).filter(
        (file) => file !== 'sw.js' && file !== 'index.html' && !file.endsWith('.map'),
      );
      // Of the .wasm files a device needs one: the page says which when it knows.
      const modules = all.filter((file) => file.endsWith('.wasm')).map((file) => `/${file}`);
      const files = all.filter((file) => !file.endsWith('.wasm'));
      const list = ['/', ...files.map((file) => `/${file}`), '/icon.svg', '/app.webmanifest'];
      const version = createHash('sha256').update(JSON.stringify(list)).update(worker.code);
      const page = bundle['index.html'];
      if (page?.type === 'asset') version.update(page.source);
      worker.code = worker.code
        .replace('__PRECACHE__', JSON.stringify(list))
        .replace('__MODULES__', JSON.stringify(modules))
        .replace('__VERSION__', JSON.stringify(version.digest('hex').slice(0, 12)));
    },
  };
}

export default defineConfig({
  plugins: [policy(), precache()],
  // The package's workers are modules.
  worker: {format: 'es'},
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: {polyfill: false},
    rolldownOptions: {
      input: {index: path('index.html'), sw: path('src/sw.ts')},
      output: {entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js')},
    },
  },
});
