/** What goes over the wire to a port of this machine, seen from below every program: with tcpdump on the loopback. */
import {spawn, spawnSync} from 'node:child_process';

export interface Capture {
  /** Ends it; gives the packets, and the bytes that they carried beside their headers. */
  stop(): Promise<{packets: number; bytes: number}>;
}

/** Whether packets can be captured here. In CI its absence is a failure, not a reason to skip. */
export function captureMissing(): boolean {
  // Filters for a port are compiled without being root; opening the interface is not.
  const {status} = spawnSync('tcpdump', ['-i', 'lo', '-d', 'port 1']);
  const missing = status !== 0;
  if (missing && process.env.CI) throw new Error('tcpdump is missing or not allowed: script/bootstrap installs it');
  if (missing) console.warn('skipped: tcpdump is missing or may not capture (script/bootstrap installs it)');
  return missing;
}

export async function capture(port: number): Promise<Capture> {
  const dump = spawn('tcpdump', ['-i', 'lo', '-n', '-l', '--immediate-mode', `tcp port ${port}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  dump.stdout.on('data', (part: Buffer) => (text += part.toString()));
  const ended = new Promise((resolve) => dump.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    let said = '';
    dump.stderr.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('listening on')) resolve();
    });
    dump.once('exit', () => reject(new Error(`tcpdump: ${said}`)));
  });
  return {
    async stop() {
      // The kernel hands packets over in a moment.
      await new Promise((resolve) => setTimeout(resolve, 500));
      dump.kill('SIGINT');
      await ended;
      const lengths = [...text.matchAll(/, length (\d+)/g)].map(([, length]) => Number(length));
      return {packets: lengths.length, bytes: lengths.reduce((sum, length) => sum + length, 0)};
    },
  };
}
