import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import trainingProfile from '../../resources/training-profile.json' with { type: 'json' };
import { EmulatedModule } from '../../src-main/module/emulator/emulated-module.ts';
import { parseProfile } from '../../src-main/module/emulator/profile.ts';
import { FrameSplitter } from '../../src-main/module/sts6/frame.ts';

export interface BreakingModule {
  readonly port: number;
  /** From now on a request for a credit token is carried out, and the line is cut before the answer. */
  cutAtNextToken(): void;
  close(): Promise<void>;
}

/** A module host on the loopback whose cable is pulled at the worst moment, and stays out. */
export async function startBreakingModule(now: () => Date): Promise<BreakingModule> {
  const profile = parseProfile(trainingProfile);
  if (!profile.ok) throw new Error(`training profile: ${profile.error.field}`);
  const module = new EmulatedModule({ profile: profile.value, now, rnd: () => 5 });
  const clients = new Set<Socket>();
  let cutting = false;
  const cut = () => {
    server.close();
    for (const client of clients) client.destroy();
  };
  const server = createServer((client) => {
    const splitter = new FrameSplitter();
    clients.add(client);
    client.on('data', (bytes) => {
      for (const frame of splitter.push(bytes)) {
        const response = module.receive(frame);
        if (cutting && frame.startsWith('SM?VC')) cut();
        else client.write(response, 'latin1');
      }
    });
    client.on('error', () => client.destroy());
    client.on('close', () => clients.delete(client));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return {
    port: address.port,
    cutAtNextToken: () => {
      cutting = true;
    },
    close: async () => {
      const closed = server.listening ? once(server, 'close') : null;
      cut();
      await closed;
    },
  };
}
