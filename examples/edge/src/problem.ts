/** An error as clients see it: the codes of the C ABI, a message to act on, and the place. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly place = '',
  ) {
    super(message);
  }
}
