// Turns a shop of `nearshelf sample-shop` and its model into the static files that the storefront reads:
//
//   node build/prepare-shop.mjs --shop DIR --model FILE.nsm [--nearshelf PROGRAM]
//
// public/shop.json names the others; public/data/catalog-<hash>.json is the catalog, public/images its pictures,
// public/model what `nearshelf publish --static` wrote.
import {createHash} from 'node:crypto';
import {execFileSync} from 'node:child_process';
import {cp, mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {gunzipSync} from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
const target = join(here, '../public');
const {values: flags} = parseArgs({
  options: {
    shop: {type: 'string', default: join(root, 'demo/shop')},
    model: {type: 'string', default: join(root, 'demo/shop.nsm')},
    nearshelf: {type: 'string', default: join(root, 'build/release/bin/nearshelf')},
  },
});

/** Views by item: what the shop lists first. */
async function countViews() {
  const views = new Map();
  for (const line of gunzipSync(await readFile(join(flags.shop, 'events.csv.gz')))
    .toString()
    .split('\n')) {
    const [, , , event, item] = line.split(',');
    if (event === 'view') views.set(item, (views.get(item) ?? 0) + 1);
  }
  return views;
}

async function makeCatalog() {
  const views = await countViews();
  const [head, ...lines] = (await readFile(join(flags.shop, 'items.tsv'), 'utf8')).trim().split('\n');
  const columns = head.split('\t');
  const products = lines.map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [columns[i], cell])));
  products.sort((a, b) => (views.get(b.item) ?? 0) - (views.get(a.item) ?? 0));
  const categories = [...new Set(products.map((product) => product.category))].sort();
  const brands = [...new Set(products.map((product) => product.brand))].sort();
  // A list by product, best sellers first: id, category, brand, price, title, url.
  const rows = products.map((product) => [
    product.item,
    categories.indexOf(product.category),
    brands.indexOf(product.brand),
    Number(product.price),
    product.title,
    product.url,
  ]);
  return {text: JSON.stringify({categories, brands, products: rows}), count: products.length};
}

/** The manifest of a published model, or the bare model where this `nearshelf` cannot publish. */
async function publishModel() {
  const folder = join(target, 'model');
  try {
    execFileSync(flags.nearshelf, ['publish', '--model', flags.model, '--static', folder], {stdio: 'pipe'});
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    return {model: '/model/manifest.json', files: ['/model/manifest.json', `/model/${manifest.model.url}`]};
  } catch (error) {
    console.warn(
      `the model is copied as it is: ${
        String(error.stderr ?? error.message)
          .trim()
          .split('\n')[0]
      }`,
    );
    await mkdir(folder, {recursive: true});
    await cp(flags.model, join(folder, 'shop.nsm'));
    return {model: '/model/shop.nsm', files: ['/model/shop.nsm']};
  }
}

for (const part of ['data', 'images', 'model']) await rm(join(target, part), {recursive: true, force: true});
const catalog = await makeCatalog();
const name = `data/catalog-${createHash('sha256').update(catalog.text).digest('hex').slice(0, 10)}.json`;
await mkdir(join(target, 'data'), {recursive: true});
await writeFile(join(target, name), catalog.text);
await cp(join(flags.shop, 'images'), join(target, 'images'), {recursive: true});
const {model, files} = await publishModel();
const shop = {catalog: `/${name}`, model, offline: files};
await writeFile(join(target, 'shop.json'), `${JSON.stringify(shop, null, 2)}\n`);
console.log(`${catalog.count} products, ${model}`);
