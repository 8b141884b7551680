export function serve(options: {
  folder: string;
  port?: number;
  sync?: {url: string; key: string};
}): Promise<{origin: string; close: () => Promise<void>}>;
