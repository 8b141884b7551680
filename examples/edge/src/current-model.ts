/** The model in use: loaded when the first request needs it, replaced when the manifest names another one. */
import type {EdgeModel} from 'nearshelf/edge';

import {Problem} from './problem.js';

/** A loaded model and what identifies its answers. */
export interface LoadedModel {
  model: EdgeModel;
  id: string;
  version: number;
  /** SHA-256 of the artifact, hexadecimal. */
  sha256: string;
}

export interface CurrentModelOptions {
  /** Address of what `nearshelf publish --static` wrote. */
  manifestUrl: string;
  /** Downloads; rejects when there is no good answer. */
  read(url: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Opens an artifact, for example with openEdgeModel(). */
  open(artifact: Uint8Array<ArrayBuffer>): Promise<EdgeModel>;
  /** How long a manifest is believed; default a minute, as its Cache-Control says. */
  refreshMs?: number;
  /** Default Date.now. */
  nowMs?: () => number;
}

interface ManifestModel {
  id: string;
  version: number;
  url: string;
  bytes: number;
  sha256: string;
}

interface ManifestDocument {
  format?: unknown;
  format_version?: unknown;
  model?: Partial<ManifestModel>;
}

function readManifest(bytes: Uint8Array, url: string): ManifestModel {
  let manifest: ManifestDocument | null | undefined;
  try {
    manifest = JSON.parse(new TextDecoder().decode(bytes)) as ManifestDocument | null;
  } catch {
    manifest = undefined;
  }
  const model = manifest?.model;
  const whole =
    manifest?.format === 'nearshelf-manifest' &&
    manifest.format_version === 1 &&
    typeof model?.id === 'string' &&
    typeof model.version === 'number' &&
    typeof model.url === 'string' &&
    typeof model.bytes === 'number' &&
    typeof model.sha256 === 'string';
  if (!whole) throw new Problem(503, 'CORRUPT', 'not a manifest of nearshelf publish', url);
  return model as ManifestModel;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One for each isolate or process. */
export class CurrentModel {
  #loaded: LoadedModel | undefined;
  #checkedMs = -Infinity;

  constructor(private readonly options: CurrentModelOptions) {}

  /** The model, once ready() was resolved. Use it before you await anything: it may be replaced, and is closed then. */
  get loaded(): LoadedModel | undefined {
    return this.#loaded;
  }

  /**
   * The first call waits for the model; later ones never do: when the manifest is due, `background` gets the promise
   * that looks at it. A failed look leaves the model that is there. Rejects with a Problem of status 503.
   */
  async ready(background: (work: Promise<void>) => void): Promise<void> {
    // A Worker must not wait for another request's download, so that two first requests load twice.
    if (this.#loaded === undefined) await this.#update();
    else if (this.#now() - this.#checkedMs >= (this.options.refreshMs ?? 60_000)) {
      this.#checkedMs = this.#now();
      background(this.#update().catch(() => undefined));
    }
  }

  #now(): number {
    return (this.options.nowMs ?? Date.now)();
  }

  async #update(): Promise<void> {
    const {manifestUrl, read, open} = this.options;
    const manifest = readManifest(await read(manifestUrl), manifestUrl);
    if (manifest.sha256 !== this.#loaded?.sha256) {
      const url = new URL(manifest.url, manifestUrl).href;
      const bytes = await read(url);
      if (bytes.length !== manifest.bytes || (await sha256(bytes)) !== manifest.sha256) {
        throw new Problem(503, 'CORRUPT', 'the model is not the one that the manifest describes', url);
      }
      const model = await open(bytes);
      const before = this.#loaded?.model;
      this.#loaded = {model, id: manifest.id, version: manifest.version, sha256: manifest.sha256};
      before?.close();
    }
    this.#checkedMs = this.#now();
  }
}
