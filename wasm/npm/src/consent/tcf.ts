import type {Consent, ConsentDecision, ConsentSource} from '../shelf.js';
import {decisionFrom, type PurposeMap} from './purposes.js';
import {SettableConsent} from './source.js';

interface CommonOptions {
  /** The shop's vendor number, when it has one: needs consent as well. */
  vendorId?: number;
  /** What counts where the GDPR does not apply, as the banner finds. Default 'unknown'. */
  outsideGdpr?: Consent;
  /** How long to look for a banner that loads late. Default 10 000. */
  waitMs?: number;
}

export interface TcfOptions extends CommonOptions {
  /**
   * Purposes that need consent. Default 1 (store on the device), 5 (create profiles to personalise content) and
   * 6 (use them).
   */
  purposes?: readonly number[];
}

export interface TcfDecisionOptions extends CommonOptions {
  /** Of the text that the banner shows. */
  policyVersion: string;
  /**
   * The IAB's purposes that each of ours needs, all of them. Default: personalization 1, 5, 6; measurement 1 and 8
   * (measure content performance); modelImprovement 1, 8 and 10 (develop and improve services).
   */
  purposes?: PurposeMap<number>;
}

/** The part of the IAB's TCData that is read. */
interface TcData {
  gdprApplies?: boolean;
  eventStatus?: 'tcloaded' | 'cmpuishown' | 'useractioncomplete';
  purpose?: {consents?: Record<string, boolean | undefined>};
  vendor?: {consents?: Record<string, boolean | undefined>};
}

type TcfApi = (
  command: 'addEventListener',
  version: 2,
  callback: (data: TcData | null, success: boolean) => void,
) => void;

const POLL_MS = 200;

/** Calls back with what the shopper chose, as an answer to a list of purposes. */
function follow(options: CommonOptions, onChoice: (answer: (purposes: readonly number[]) => Consent) => void): void {
  const read = (data: TcData | null, success: boolean): void => {
    if (!success || !data) return;
    if (data.gdprApplies === false) return onChoice(() => options.outsideGdpr ?? 'unknown');
    // While the banner is up, what was chosen before still counts.
    if (data.eventStatus !== 'tcloaded' && data.eventStatus !== 'useractioncomplete') return;
    const {vendorId} = options;
    const vendor = vendorId === undefined || data.vendor?.consents?.[vendorId] === true;
    onChoice((purposes) =>
      vendor && purposes.every((purpose) => data.purpose?.consents?.[purpose] === true) ? 'granted' : 'denied',
    );
  };

  const deadline = Date.now() + (options.waitMs ?? 10_000);
  const connect = (): void => {
    const api = (globalThis as {__tcfapi?: TcfApi}).__tcfapi;
    if (typeof api === 'function') api('addEventListener', 2, read);
    else if (Date.now() < deadline) setTimeout(connect, POLL_MS);
  };
  connect();
}

/**
 * The IAB's Transparency and Consent Framework v2: what the shopper chose in a banner that speaks `__tcfapi`, as one
 * answer.
 */
export function tcfConsent(options: TcfOptions = {}): ConsentSource {
  const source = new SettableConsent();
  follow(options, (answer) => source.set(answer(options.purposes ?? [1, 5, 6])));
  return source;
}

/** The same as a decision per purpose. */
export function tcfDecision(options: TcfDecisionOptions): ConsentSource<ConsentDecision> {
  const {policyVersion} = options;
  const map = options.purposes ?? {personalization: [1, 5, 6], measurement: [1, 8], modelImprovement: [1, 8, 10]};
  const source = new SettableConsent<ConsentDecision>(decisionFrom(map, policyVersion, () => 'unknown'));
  follow(options, (answer) => source.set(decisionFrom(map, policyVersion, answer)));
  return source;
}
