// The server that a good Node.js developer would write for the same job: Express, better-sqlite3, one durable transaction
// per batch. It answers POST /v1/events as nearshelf-server answers JSON, and is what script/bench-ingest compares with.
// It does less than that: no clock correction, no rates, no hash chain over receipts.
//   node server.mjs <data folder> <token>      prints its port
import {createHash, createHmac, randomBytes, timingSafeEqual} from 'node:crypto';
import {join} from 'node:path';

import express from 'express';

import {openStore} from './store.mjs';
import {check} from './check.mjs';

const [folder, token] = process.argv.slice(2);
if (!folder || !token) {
  console.error('usage: node server.mjs <data folder> <token>');
  process.exit(2);
}
const TENANT = 'shop';
const MEASUREMENT = 'measurement';
const pepper = randomBytes(32);
const store = openStore(join(folder, 'peer.sqlite'));
const wanted = createHash('sha256').update(`Bearer ${token}`).digest();

const peppered = (pseudonym) => createHmac('sha256', pepper).update(`${TENANT}\0`).update(pseudonym, 'hex').digest();

function receiptOf(receipt) {
  const body = JSON.stringify([receipt.decided_at_ms, receipt.policy_version, receipt.granted, receipt.global_privacy_control]);
  return {
    body,
    hash: createHash('sha256').update(body).digest(),
    decided_at_ms: receipt.decided_at_ms,
    measurement: receipt.granted.includes(MEASUREMENT),
    purposes: receipt.granted.length,
  };
}

/** Verdicts for a batch, after everything in it is durable. */
function take(batch) {
  const now = Date.now();
  const pseudonyms = batch.pseudonyms.map(peppered);
  const receipts = batch.receipts.map(receiptOf);
  const verdicts = [];
  const remarks = [];
  const rows = [];
  batch.events.forEach((event, i) => {
    const reason = check.event(event, batch);
    const receipt = receipts[event.receipt ?? 0];
    if (reason) {
      verdicts[i] = 'rejected';
      remarks.push({event: i, reason});
    } else if (!receipt.measurement || event.time_ms + 60_000 <= receipt.decided_at_ms) {
      verdicts[i] = 'no_consent';
      remarks.push({event: i, reason: 'receipt'});
    } else {
      rows.push({i, event, receipt, pseudonym: pseudonyms[event.pseudonym ?? 0]});
    }
  });
  store.append(TENANT, receipts, rows, now, (i, verdict) => {
    verdicts[i] = verdict;
    if (verdict === 'conflict') remarks.push({event: i, reason: 'another event has this id'});
  });
  return {verdicts, remarks};
}

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.use((request, response, next) => {
  const given = createHash('sha256').update(request.get('authorization') ?? '').digest();
  if (timingSafeEqual(given, wanted)) next();
  else response.status(401).json({code: 'unauthorized', message: 'this token is unknown'});
});
app.post('/v1/events', express.json({limit: '256kb'}), (request, response) => {
  const reason = check.batch(request.body);
  if (reason) response.status(400).json({code: 'invalid_argument', message: reason});
  else response.json(take(request.body));
});

const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
server.keepAliveTimeout = 60_000;
process.on('SIGTERM', () => server.close(() => process.exit(0)));
