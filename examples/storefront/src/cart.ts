import type {Catalog, Product} from './catalog.js';
import {onNoteChanged, readNote, writeNote} from './storage.js';

/** A line of the cart. */
export interface CartLine {
  product: Product;
  quantity: number;
}

/** The cart, shared by the tabs of the shop. */
export class Cart extends EventTarget {
  constructor(private readonly catalog: Catalog) {
    super();
    onNoteChanged('cart', () => this.dispatchEvent(new Event('change')));
  }

  get lines(): CartLine[] {
    return Object.entries(readNote<Record<string, number>>('cart') ?? {}).flatMap(([id, quantity]) => {
      const product = this.catalog.get(id);
      return product ? [{product, quantity}] : [];
    });
  }

  get count(): number {
    return this.lines.reduce((sum, line) => sum + line.quantity, 0);
  }

  get total(): number {
    return this.lines.reduce((sum, line) => sum + line.quantity * line.product.price, 0);
  }

  /** Puts `quantity` more in, or takes out when it is negative; 9 of one thing are enough. */
  add(product: Product, quantity: number): void {
    const lines = readNote<Record<string, number>>('cart') ?? {};
    const now = Math.min(9, (lines[product.id] ?? 0) + quantity);
    if (now > 0) lines[product.id] = now;
    else delete lines[product.id];
    this.save(lines);
  }

  clear(): void {
    this.save({});
  }

  private save(lines: Record<string, number>): void {
    writeNote('cart', lines);
    this.dispatchEvent(new Event('change'));
  }
}
