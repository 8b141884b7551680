/** The C ABI's statuses by name; the numbers never change their meaning. */
export const STATUS_CODES = {
  INVALID_ARGUMENT: 1,
  NOT_FOUND: 2,
  IO: 3,
  NO_SPACE: 4,
  CORRUPT: 5,
  UNSUPPORTED_VERSION: 6,
  BUSY: 7,
  FAILED_PRECONDITION: 8,
  OUT_OF_MEMORY: 9,
  LIMIT: 10,
  CANCELLED: 11,
  INTERNAL: 12,
  WRONG_KEY: 13,
} as const;

export type StatusName = keyof typeof STATUS_CODES;

/** What every function of this package throws or rejects with. Branch on `code`, never on the text. */
export class NearshelfError extends Error {
  override readonly name = 'NearshelfError';

  constructor(
    readonly code: StatusName,
    message: string,
    /** Where, for example "event.quantity"; empty when there is no such place. */
    readonly place = '',
  ) {
    super(place ? `${place}: ${message}` : message);
  }
}
