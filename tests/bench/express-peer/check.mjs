const ID = /^[A-Za-z0-9._:-]{1,64}$/;
const HEX = /^[0-9a-f]{64}$/;
const KINDS = new Set(['view', 'click', 'add_to_cart', 'remove_from_cart', 'purchase', 'rating', 'impression']);
const SEEN = new Set(['view', 'impression']);
const TRADE = new Set(['add_to_cart', 'remove_from_cart', 'purchase']);
const PURPOSES = new Set(['personalization', 'measurement', 'model_improvement']);
const MAX_TIME = 253_402_300_799_999;

const whole = (value, min, max) => Number.isSafeInteger(value) && value >= min && value <= max;
const number = (value, min, max) => typeof value === 'number' && value >= min && value <= max;
const text = (value, min, max) => typeof value === 'string' && value.length >= min && value.length <= max;

/** Why an event is rejected, or undefined. */
function event(event, batch) {
  if (typeof event !== 'object' || event === null) return 'event: not an object';
  if (typeof event.id !== 'string' || !ID.test(event.id)) return 'event.id: not 1 to 64 of A-Z a-z 0-9 . _ : -';
  if (!KINDS.has(event.kind)) return 'event.kind: there is no such kind of event';
  if (!whole(event.pseudonym ?? 0, 0, batch.pseudonyms.length - 1)) return 'event.pseudonym: not below the number of pseudonyms';
  if (!whole(event.receipt ?? 0, 0, batch.receipts.length - 1)) return 'event.receipt: not below the number of receipts';
  if (!whole(event.session ?? 0, 0, Number.MAX_SAFE_INTEGER)) return 'event.session: not a whole number';
  if (!whole(event.position ?? 0, 0, 0xffffffff)) return 'event.position: not a whole number';
  if (!whole(event.time_ms, 0, MAX_TIME)) return 'event.time_ms: not between 1970 and the year 9999';
  if (!text(event.item_id, 1, 256)) return 'event.item_id: missing or too long';
  const {dwell_ms, scroll_percent, quantity, price, rating} = event;
  if (dwell_ms !== undefined && !(SEEN.has(event.kind) && whole(dwell_ms, 0, 86_400_000))) return 'event.dwell_ms: not within 0 and one day';
  if (scroll_percent !== undefined && !(SEEN.has(event.kind) && whole(scroll_percent, 0, 100))) return 'event.scroll_percent: not within 0 and 100';
  if (quantity !== undefined && !(TRADE.has(event.kind) && whole(quantity, 1, 1_000_000))) return 'event.quantity: not within 1 and 1000000';
  if (price !== undefined && !number(price, 0, 1e12)) return 'event.price: not within 0 and 1e12';
  if (rating !== undefined && !(event.kind === 'rating' && number(rating, 0, 5))) return 'event.rating: not within 0 and 5';
  return undefined;
}

/** Why a body is no batch, or undefined. */
function batch(body) {
  if (typeof body !== 'object' || body === null) return 'not an object';
  const {pseudonyms, receipts, events} = body;
  if (!Array.isArray(pseudonyms) || !Array.isArray(receipts) || !Array.isArray(events)) return 'a list is missing';
  if (pseudonyms.length > 500 || receipts.length > 500 || events.length > 500) return 'a list is too long';
  if (!whole(body.sent_at_ms, 0, MAX_TIME)) return 'sent_at_ms: not a time';
  if (!pseudonyms.every((pseudonym) => typeof pseudonym === 'string' && HEX.test(pseudonym))) return 'pseudonyms: not 64 hex digits';
  for (const receipt of receipts) {
    if (!whole(receipt?.decided_at_ms, 0, MAX_TIME) || !text(receipt.policy_version, 1, 64)) return 'receipts: a field is missing';
    if (!Array.isArray(receipt.granted) || !receipt.granted.every((name) => PURPOSES.has(name))) return 'receipts: no purpose';
  }
  return undefined;
}

export const check = {batch, event};
