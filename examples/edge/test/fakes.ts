import {createHash} from 'node:crypto';

import type {EdgeModel} from 'nearshelf/edge';

/** A model that recommends its own name, whatever the session. */
export class FakeModel implements EdgeModel {
  closed = false;
  asked = 0;

  constructor(readonly name: string) {}

  info(): ReturnType<EdgeModel['info']> {
    throw new Error('not needed');
  }

  recommend(): ReturnType<EdgeModel['recommend']> {
    if (this.closed) throw new Error('closed');
    this.asked += 1;
    return {context: 'none', items: [{id: this.name, score: 1, reasons: []}]};
  }

  close(): void {
    this.closed = true;
  }
}

const BASE = 'https://cdn.example.com/shelf/';

/** What a CDN has: files by address, and how often each was read. */
export class FakeCdn {
  readonly manifestUrl = `${BASE}manifest.json`;
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly reads: string[] = [];

  /** Publishes a model whose artifact is its name. */
  publish(name: string, version: number): void {
    const artifact = new Uint8Array(new TextEncoder().encode(name));
    const sha256 = createHash('sha256').update(artifact).digest('hex');
    const model = {id: name, version, url: `models/${sha256.slice(0, 16)}.nsm`, bytes: artifact.length, sha256};
    this.files.set(`${BASE}${model.url}`, artifact);
    this.put('manifest.json', JSON.stringify({format: 'nearshelf-manifest', format_version: 1, model}));
  }

  put(path: string, text: string): void {
    this.files.set(`${BASE}${path}`, new Uint8Array(new TextEncoder().encode(text)));
  }

  read = async (url: string): Promise<Uint8Array<ArrayBuffer>> => {
    this.reads.push(url);
    const file = this.files.get(url);
    if (file === undefined) throw new Error(`no ${url}`);
    return file;
  };
}
