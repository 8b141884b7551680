import {defineConfig} from 'vite';

// Fixed names: the server embeds the files and tells browsers by an ETag whether one changed. While developing, the
// statistics come from the server that NEARSHELF_SERVER names.
export default defineConfig({
  base: '/admin/',
  server: {proxy: {'/v1': process.env.NEARSHELF_SERVER ?? 'http://127.0.0.1:8480'}},
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: {polyfill: false},
    rolldownOptions: {
      output: {entryFileNames: 'admin.js', assetFileNames: 'admin[extname]'},
    },
  },
});
