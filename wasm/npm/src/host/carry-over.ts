/** Without consent a profile is in the memory of one instance of the module; these take it into the next. */
import type {CoreShelf} from '../core/core.js';
import type {RecordedEvent} from '../types.js';

const AT_ONCE = 1000;

/** Everything that a shelf recorded, in the order of arrival. */
export function recordedEvents(shelf: CoreShelf): RecordedEvent[] {
  const all: RecordedEvent[] = [];
  for (let after = 0; ; ) {
    const {events, last} = shelf.events(after, AT_ONCE);
    all.push(...events);
    if (events.length < AT_ONCE) return all;
    after = last;
  }
}

/** Records it anew; sessions begin where they began. */
export function carryOver(events: readonly RecordedEvent[], shelf: CoreShelf): void {
  let session = 0;
  for (const event of events) {
    if (event.sessionId !== 0) {
      if (session !== 0 && event.sessionId !== session) shelf.endSession();
      session = event.sessionId;
    }
    shelf.track(event);
  }
}
