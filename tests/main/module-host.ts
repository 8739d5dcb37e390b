import { createServer, type Server, type Socket } from 'node:net';
import trainingProfile from '../../resources/training-profile.json' with { type: 'json' };
import type { Clock } from '../../src-main/clock.ts';
import { EmulatedModule } from '../../src-main/module/emulator/emulated-module.ts';
import { parseProfile } from '../../src-main/module/emulator/profile.ts';
import { encodeRequest, encodeResponse, FrameSplitter } from '../../src-main/module/sts6/frame.ts';
import type { LinkSettings } from '../../src-shared/contract/shapes.ts';

/**
 * What the host does with a frame. `drop-before` breaks the connection without carrying the command
 * out, `drop-after` once it is carried out; `power-cut` does that, and the module has forgotten its last
 * answer; `unplug` goes away then, until it comes back; `lose` carries it out and says nothing.
 */
export type Behaviour =
  | 'answer'
  | 'silent'
  | 'lose'
  | 'drop-before'
  | 'drop-after'
  | 'power-cut'
  | 'unplug'
  | { readonly status: string };

type ProfileJson = Omit<typeof trainingProfile, 'tidWindowMinutes'> & {
  readonly tidWindowMinutes: number | null;
};

/** An emulated module behind TCP, as `npm run emulator` serves it, that misbehaves when told to. */
export class ModuleHost {
  /** Asked for each frame, e.g. `SM?VC`. */
  behave: (command: string) => Behaviour = () => 'answer';
  /** Called when a frame gets no answer. */
  onSilence: () => void = () => {};
  /** Every command that came, in order. */
  readonly commands: string[] = [];
  module: EmulatedModule;
  readonly #clients = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;

  private constructor(module: EmulatedModule) {
    this.module = module;
  }

  static async start(clock: Clock, changed: Partial<ProfileJson> = {}): Promise<ModuleHost> {
    const host = new ModuleHost(emulated(clock, changed));
    await host.comeBack();
    return host;
  }

  get link(): LinkSettings & { readonly kind: 'tcp' } {
    return { kind: 'tcp', host: '127.0.0.1', port: this.#port };
  }

  /** Puts another module in its place without closing a connection. */
  swap(clock: Clock, changed: Partial<ProfileJson>): void {
    this.module = emulated(clock, changed);
  }

  /** Listens (again, on the same port). */
  comeBack(): Promise<void> {
    const server = createServer((client) => this.#serve(client));
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', () => {
        const address = server.address();
        if (address !== null && typeof address === 'object') this.#port = address.port;
        resolve();
      });
    });
  }

  /** The module is without power for a moment: what it answered last is gone. */
  forget(): void {
    this.module.receive(encodeRequest('GL?RS').trimEnd());
  }

  /** Is unplugged: connections break and nothing listens. */
  async goAway(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const client of this.#clients) client.destroy();
    if (server) await new Promise((done) => server.close(done));
  }

  #serve(client: Socket): void {
    if (!this.#server) client.destroy();
    this.#clients.add(client);
    const splitter = new FrameSplitter();
    client.setNoDelay(true);
    client.on('data', (bytes) => {
      for (const frame of splitter.push(bytes)) this.#receive(client, frame);
    });
    client.on('error', () => {});
    client.on('close', () => this.#clients.delete(client));
  }

  #receive(client: Socket, frame: string): void {
    const command = frame.slice(0, 5);
    this.commands.push(command);
    const behaviour = this.behave(command);
    if (typeof behaviour === 'object') {
      client.write(encodeResponse(command, behaviour.status), 'latin1');
      return;
    }
    const carriesOut = behaviour !== 'silent' && behaviour !== 'drop-before';
    const answer = carriesOut ? this.module.receive(frame) : '';
    if (behaviour === 'answer') client.write(answer, 'latin1');
    if (behaviour === 'unplug') void this.goAway();
    if (behaviour === 'silent' || behaviour === 'lose') this.onSilence();
    if (behaviour === 'power-cut') this.forget();
    if (['drop-before', 'drop-after', 'power-cut'].includes(behaviour)) client.destroy();
  }
}

/** Behaves so once, for a command, and well from then on. */
export function once(command: string, behaviour: Behaviour): (asked: string) => Behaviour {
  let done = false;
  return (asked) => {
    if (done || asked !== command) return 'answer';
    done = true;
    return behaviour;
  };
}

function emulated(clock: Clock, changed: Partial<ProfileJson>): EmulatedModule {
  const profile = parseProfile({ ...trainingProfile, ...changed });
  if (!profile.ok) throw new Error(`${profile.error.field} ${profile.error.message}`);
  return new EmulatedModule({ profile: profile.value, now: () => clock.now(), rnd: () => 5 });
}
