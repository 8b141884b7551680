/**
 * SHA-256 in lower-case hexadecimal. Empty in an insecure context, where browsers have no digest (and whoever could
 * forge the bytes could forge the page too).
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) return '';
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
