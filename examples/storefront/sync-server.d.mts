export interface SyncServer {
  url: string;
  port: number;
  tokens: {device: string; publisher: string; analyst: string};
  stop(signal?: NodeJS.Signals): Promise<void>;
}
export function startSyncServer(options: {
  program: string;
  data: string;
  model?: string;
  port?: number;
  flags?: readonly string[];
}): Promise<SyncServer>;
