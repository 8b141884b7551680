/** Serves the built shop of a folder on this machine; port 0 takes a free one. */
export function serve(options: {folder: string; port?: number}): Promise<{origin: string; close: () => Promise<void>}>;
