import type {Consent, ConsentSource} from '../shelf.js';
import {SettableConsent} from './source.js';

export interface TcfOptions {
  /**
   * Purposes that need consent. Default 1 (store on the device), 5 (create profiles to personalise content) and
   * 6 (use them).
   */
  purposes?: readonly number[];
  /** The shop's vendor number, when it has one: needs consent as well. */
  vendorId?: number;
  /** What counts where the GDPR does not apply, as the banner finds. Default 'unknown'. */
  outsideGdpr?: Consent;
  /** How long to look for a banner that loads late. Default 10 000. */
  waitMs?: number;
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

/** The IAB's Transparency and Consent Framework v2: what the shopper chose in a banner that speaks `__tcfapi`. */
export function tcfConsent(options: TcfOptions = {}): ConsentSource {
  const purposes = options.purposes ?? [1, 5, 6];
  const source = new SettableConsent();

  const read = (data: TcData | null, success: boolean): void => {
    if (!success || !data) return;
    if (data.gdprApplies === false) return source.set(options.outsideGdpr ?? 'unknown');
    // While the banner is up, what was chosen before still counts.
    if (data.eventStatus !== 'tcloaded' && data.eventStatus !== 'useractioncomplete') return;
    const {vendorId} = options;
    const granted =
      purposes.every((purpose) => data.purpose?.consents?.[purpose] === true) &&
      (vendorId === undefined || data.vendor?.consents?.[vendorId] === true);
    source.set(granted ? 'granted' : 'denied');
  };

  const deadline = Date.now() + (options.waitMs ?? 10_000);
  const connect = (): void => {
    const api = (globalThis as {__tcfapi?: TcfApi}).__tcfapi;
    if (typeof api === 'function') api('addEventListener', 2, read);
    else if (Date.now() < deadline) setTimeout(connect, POLL_MS);
  };
  connect();
  return source;
}
