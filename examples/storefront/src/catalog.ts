/** A product as the shop shows it. Prices are in the shop's currency. */
export interface Product {
  id: string;
  /** "Kitchen > Knives", as the model has it. */
  category: string;
  department: string;
  section: string;
  brand: string;
  price: number;
  title: string;
  /** The title without brand and variant. */
  name: string;
  variant: string;
  /** Path of its page. */
  url: string;
  /** Path of its picture, square. */
  image: string;
}

/** public/shop.json: where the shop's data are. */
export interface ShopFiles {
  catalog: string;
  model: string;
  /** What the recommendations need offline, beside the package. */
  offline: string[];
  /** Where the sync server is, when there is one, and the shop's device key: serve.mjs says so. */
  sync?: {url: string; key: string; batchIntervalMs?: number};
}

interface CatalogFile {
  categories: string[];
  brands: string[];
  products: [id: string, category: number, brand: number, price: number, title: string, url: string][];
}

/** Filters of a listing; what is left out does not filter. */
export interface Filter {
  brands?: ReadonlySet<string>;
  /** In the shop's currency; inclusive. */
  maxPrice?: number;
  order?: 'popular' | 'cheap' | 'dear';
}

/** "Coffee & Tea" -> "coffee-tea" */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The whole catalog in memory: 3,000 products are half a megabyte. */
export class Catalog {
  /** Best sellers first. */
  readonly products: Product[];
  /** Sections by department, in the shop's order. */
  readonly departments = new Map<string, string[]>();
  private readonly byId: Map<string, Product>;

  constructor(file: CatalogFile) {
    this.products = file.products.map(([id, category, brand, price, title, url]) =>
      makeProduct(id, file.categories[category] ?? '', file.brands[brand] ?? '', price, title, url),
    );
    this.byId = new Map(this.products.map((product) => [product.id, product]));
    for (const category of file.categories) {
      const [department = '', section = ''] = category.split(' > ');
      this.departments.set(department, [...(this.departments.get(department) ?? []), section]);
    }
  }

  get(id: string): Product | undefined {
    return this.byId.get(id);
  }

  department(slugged: string | undefined): string | undefined {
    return [...this.departments.keys()].find((name) => slug(name) === slugged);
  }

  listing(department: string, section?: string): Product[] {
    return this.products.filter(
      (product) => product.department === department && (section === undefined || product.section === section),
    );
  }

  /** Products whose words begin with every word of the query, best sellers first. */
  search(query: string): Product[] {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    return this.products.filter((product) => {
      const text = ` ${product.title} ${product.department} ${product.section}`.toLowerCase();
      return words.every((word) => text.includes(` ${word}`));
    });
  }
}

function makeProduct(id: string, category: string, brand: string, price: number, title: string, url: string): Product {
  const [department = '', section = ''] = category.split(' > ');
  const comma = title.lastIndexOf(', ');
  const start = title.startsWith(`${brand} `) ? brand.length + 1 : 0;
  return {
    id,
    category,
    department,
    section,
    brand,
    price,
    title,
    name: title.slice(start, comma > 0 ? comma : undefined),
    variant: comma > 0 ? title.slice(comma + 2) : '',
    url,
    image: `/images/${id}.svg`,
  };
}

/** Applies a filter to a listing that is in order of popularity. */
export function filtered(products: readonly Product[], filter: Filter): Product[] {
  const kept = products.filter(
    (product) =>
      (!filter.brands?.size || filter.brands.has(product.brand)) &&
      (filter.maxPrice === undefined || product.price <= filter.maxPrice),
  );
  if (filter.order === 'cheap') kept.sort((a, b) => a.price - b.price);
  if (filter.order === 'dear') kept.sort((a, b) => b.price - a.price);
  return kept;
}

const MONEY = new Intl.NumberFormat('en-IE', {style: 'currency', currency: 'EUR'});

/** "€37.90" */
export function money(price: number): string {
  return MONEY.format(price);
}

/** Loads shop.json and the catalog that it names. */
export async function loadShop(): Promise<{files: ShopFiles; catalog: Catalog}> {
  const files = (await load('/shop.json')) as ShopFiles;
  return {files, catalog: new Catalog((await load(files.catalog)) as CatalogFile)};
}

async function load(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}
