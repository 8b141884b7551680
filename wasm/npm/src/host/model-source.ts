/** Where a model comes from: a manifest that names it, or the artifact itself. */
import {NearshelfError} from '../errors.js';
import {sha256} from '../sha256.js';

/** The part of manifest.json that a shelf reads. */
export interface ManifestModel {
  id: string;
  version: number;
  url: string;
  bytes: number;
  sha256: string;
}

/** A downloaded artifact and its SHA-256 in hexadecimal. */
export interface DownloadedModel {
  bytes: Uint8Array<ArrayBuffer>;
  sha256: string;
}

/** What is on offer, before it is downloaded. Of a bare artifact nothing is known. */
export interface ModelOffer {
  known: ManifestModel | null;
  url: string;
}

async function get(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {credentials: 'same-origin', ...init});
  } catch (error) {
    throw new NearshelfError('IO', error instanceof Error ? error.message : String(error), url);
  }
  if (!response.ok) {
    throw new NearshelfError(response.status === 404 ? 'NOT_FOUND' : 'IO', `HTTP ${response.status}`, url);
  }
  return response;
}

function readManifest(value: unknown, url: string): ManifestModel {
  const manifest = value as {format?: unknown; format_version?: unknown; model?: Partial<ManifestModel>} | null;
  if (manifest?.format !== 'nearshelf-manifest') throw new NearshelfError('CORRUPT', 'not a nearshelf-manifest', url);
  if (manifest.format_version !== 1) {
    throw new NearshelfError('UNSUPPORTED_VERSION', `manifest format ${String(manifest.format_version)}`, url);
  }
  const model = manifest.model;
  const whole =
    typeof model?.id === 'string' &&
    typeof model.url === 'string' &&
    Number.isSafeInteger(model.version) &&
    Number.isSafeInteger(model.bytes) &&
    /^[0-9a-f]{64}$/.test(String(model.sha256));
  if (!whole) throw new NearshelfError('CORRUPT', 'the manifest does not describe a model', `${url}#model`);
  return model as ManifestModel;
}

/** Asks what there is. `url`, absolute, names a manifest unless its path ends in ".nsm". */
export async function findModel(url: string, signal?: AbortSignal): Promise<ModelOffer> {
  if (new URL(url).pathname.endsWith('.nsm')) return {known: null, url};
  const response = await get(url, {cache: 'no-cache', signal});
  const known = readManifest(await response.json().catch(() => null), url);
  return {known, url: new URL(known.url, url).href};
}

/** Downloads what is on offer and holds it against the manifest; a bad copy in the HTTP cache is fetched anew once. */
export async function downloadModel(offer: ModelOffer, signal?: AbortSignal): Promise<DownloadedModel> {
  // The file of a manifest has its hash in its name and never changes; another may have.
  for (const cache of offer.known ? (['default', 'reload'] as const) : (['no-cache'] as const)) {
    const response = await get(offer.url, {cache, signal});
    const bytes = new Uint8Array(
      await response.arrayBuffer().catch((error: unknown) => {
        throw new NearshelfError('IO', `the download broke off: ${String(error)}`, offer.url);
      }),
    );
    const hash = await sha256(bytes);
    if (!offer.known || (bytes.length === offer.known.bytes && (hash === '' || hash === offer.known.sha256))) {
      return {bytes, sha256: hash};
    }
  }
  throw new NearshelfError('CORRUPT', 'the file is not the one that the manifest describes', offer.url);
}
