/**
 * The policy of every page: all comes from the shop's own origin, and scripts may compile WebAssembly. It is sent as a
 * header (serve.mjs) and stands in index.html too, for hosts that cannot send headers.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');
