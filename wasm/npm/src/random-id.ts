/** 128 random bits in hexadecimal; unlike crypto.randomUUID it is there in insecure contexts too. */
export function randomId(): string {
  let text = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) text += byte.toString(16).padStart(2, '0');
  return text;
}
