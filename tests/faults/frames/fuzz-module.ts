import trainingProfile from '../../../resources/training-profile.json' with { type: 'json' };
import { EmulatedModule } from '../../../src-main/module/emulator/emulated-module.ts';
import { parseProfile } from '../../../src-main/module/emulator/profile.ts';
import { below, type Chance, seededChance } from '../../../src-main/module/emulator/seeded.ts';
import {
  decodeResponse,
  FrameSplitter,
  LONGEST_FRAME,
} from '../../../src-main/module/sts6/frame.ts';
import { framed, mutated, noise } from './mutate.ts';

const PAN = '600727010000033157';
const VEND = `N1~P${PAN}~N1~N11~N2~N0~H0064~H61A34C~`;
const SIGNATURE = 'AB'.repeat(64);

/** A request of each command, and of some that do not exist. */
export const REQUESTS: readonly string[] = [
  'GL?EC0000512345',
  'GL?RR',
  'GL?RS',
  'SM?DI',
  'SM?QI',
  'SM?QD',
  'SM?GAN1~',
  'SM?GAN2~',
  `SM?VC${VEND}`,
  'SM?VCN2~P600727010000033173~N1~N7~N2~N0~H03E5~H61A34C~',
  `SM?VM${VEND}`,
  `SM?VKN1~N1~P${PAN}~N1~N11~N2~N1~N4~`,
  `SM?VTN1~P${PAN}~N1~N11~P12345678901234567890~`,
  'SM?CQ',
  `SM?CIEXP20271130;LID0A1B2C3D;MID94000001;TRN500;WAR20271130;SIG${SIGNATURE}`,
  'SM?QLN1~',
  `SM?KCP${'AB'.repeat(32)}~`,
  'SM?KR',
  `SM?KLN3~PBDT2014;SGC123457~P${'00'.repeat(40)}~P${SIGNATURE}~`,
  'SM?ZZN1~',
  'sm?di',
].map(framed);

/** The longest piece that a link hands on. */
const LONGEST_PIECE = 200;

export function fuzzedModule(chance: Chance): EmulatedModule {
  const profile = parseProfile({ ...trainingProfile, transactions: 4_000_000_000 });
  if (!profile.ok) throw new Error(`${profile.error.field} ${profile.error.message}`);
  return new EmulatedModule({
    profile: profile.value,
    now: () => new Date('2026-03-02T08:15:30Z'),
    rnd: () => below(16, chance),
  });
}

/**
 * Sends random and mutated requests to an emulated module, some frame by frame and some as bytes in
 * pieces of any size. Throws where one is not answered by exactly one legal response.
 *
 * @param onFrames called now and then with how many frames were sent
 */
export function fuzzModule(
  seed: string,
  frames: number,
  onFrames: (sent: number) => void = () => {},
): void {
  const chance = seededChance(`module:${seed}`);
  const module = fuzzedModule(chance);
  const splitter = new FrameSplitter();
  const receive = (frame: string) => {
    const response = module.receive(frame);
    if (!isResponse(response)) {
      throw new Error(
        `seed ${seed}: ${JSON.stringify(frame)} is answered ${JSON.stringify(response)}`,
      );
    }
  };
  let bytes = '';
  for (let sent = 0; sent < frames; sent += 1) {
    const request = REQUESTS[below(REQUESTS.length, chance)] ?? '';
    const frame = below(8, chance) === 0 ? request : mutated(request, chance);
    if (below(2, chance) === 0) receive(frame);
    else bytes += `${frame}\r`;
    if (below(100, chance) === 0) bytes += noise(chance);
    while (bytes.length > LONGEST_PIECE) {
      const size = 1 + below(LONGEST_PIECE, chance);
      for (const each of splitter.push(Buffer.from(bytes.slice(0, size), 'latin1'))) receive(each);
      bytes = bytes.slice(size);
    }
    if (sent % 1000 === 0) onFrames(sent);
  }
  onFrames(frames);
}

function isResponse(text: string): boolean {
  if (!text.endsWith('\r') || text.length > LONGEST_FRAME) return false;
  return (
    text.indexOf('\r') === text.length - 1 && !('problem' in decodeResponse(text.slice(0, -1)))
  );
}
