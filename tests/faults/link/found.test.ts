import { describe, expect, it } from 'vitest';
import type { IssuedToken, TokenRequest } from '../../../src-main/module/security-module.ts';
import { Sts6Module } from '../../../src-main/module/sts6/driver.ts';
import { decodeResponse } from '../../../src-main/module/sts6/frame.ts';
import { moduleWith, PAN, registerJson } from '../../main/module/emulator/wire.ts';
import { atOnce, FaultyLink } from '../../main/module/faulty-link.ts';

/* What `npm run faults:link` found in the driver, each as small as it can be. */

const FIRST: TokenRequest = {
  register: 1,
  pan: PAN,
  tariffIndex: 1,
  encryptionAlgorithm: 11,
  tokenCarrierType: 2,
  subclass: 0,
  amount: 100,
  tid: 5_871_660,
};
const SECOND: TokenRequest = { ...FIRST, amount: 200, tid: FIRST.tid + 1 };
const THIRD: TokenRequest = { ...FIRST, amount: 300, tid: FIRST.tid + 2 };

/** What the line does with the answers to vends: gets the module's, hands on what comes of them. */
type OnVend = (carryOut: () => string, turn: number) => string;

/** A driver that has identified a module whose vends pass through `onVend`. */
async function setUp(onVend: OnVend) {
  let rnd = 0;
  // Tokens for one TID differ, as a real module's do.
  const module = moduleWith([registerJson()], { rnd: () => rnd++ % 16 });
  let turn = 0;
  const line = {
    receive: (frame: string) =>
      frame.startsWith('SM?VC')
        ? onVend(() => module.receive(frame), turn++)
        : module.receive(frame),
  };
  const link = new FaultyLink(line);
  const driver = new Sts6Module(link, { after: atOnce });
  await driver.identify();
  link.requests.length = 0;
  return { driver, link, module };
}

function tokenIn(response: string): string {
  const read = decodeResponse(response.slice(0, -1));
  return 'problem' in read ? '' : (read.payload.split('~')[1]?.slice(1) ?? '');
}

/** Whether the module says that a token is the one that was asked for. */
async function isFor(
  driver: Sts6Module,
  { digits }: IssuedToken,
  request: TokenRequest,
): Promise<boolean> {
  const found = await driver.verifyToken({ ...request, digits });
  return found.result === 0 && found.tid === request.tid && found.amount === request.amount;
}

describe('a request to vend that the line delivers twice', () => {
  it.each([
    ['before', (late: string, now: string) => late + now],
    ['before, twice', (late: string, now: string) => late + late + now],
  ])('does not give its second token to the next sale, coming %s its answer', async (_, join) => {
    let late = '';
    const { driver } = await setUp((carryOut, turn) => {
      const answer = carryOut();
      if (turn === 0) late = carryOut();
      return turn === 1 ? join(late, answer) : answer;
    });
    await driver.creditToken(FIRST);
    const second = await driver.creditToken(SECOND).catch(() => null);
    expect(second?.digits).not.toBe(tokenIn(late));
    // Taken up again, as a sale that was left open is.
    const again = second ?? (await driver.creditToken(SECOND));
    expect(await isFor(driver, again, SECOND)).toBe(true);
  });

  it('makes the next token be confirmed when its second answer comes while nobody listens', async () => {
    let late = '';
    const { driver, link } = await setUp((carryOut, turn) => {
      const answer = carryOut();
      if (turn === 0) late = carryOut();
      return answer;
    });
    await driver.creditToken(FIRST);
    link.say(late);
    await driver.creditToken(SECOND);
    await driver.creditToken(THIRD);
    expect(link.commands()).toEqual(['SM?VC', 'SM?VC', 'SM?VT', 'SM?VC', 'SM?VT']);
    await driver.creditToken({ ...THIRD, tid: THIRD.tid + 1 });
    expect(link.commands()).toHaveLength(6);
  });
});

describe('a token that was given', () => {
  it('is passed over when it comes again in the place of another', async () => {
    let first = '';
    const { driver, link } = await setUp((carryOut, turn) => {
      const answer = carryOut();
      if (turn === 0) first = answer;
      // Alone: the answer of this sale comes a moment later.
      if (turn === 1) queueMicrotask(() => link.say(answer));
      return turn === 1 ? first : answer;
    });
    const given = await driver.creditToken(FIRST);
    // Another answer in between, so that it is not the one before.
    await driver.clock();
    const second = await driver.creditToken(SECOND);
    expect(second.digits).not.toBe(given.digits);
    expect(await isFor(driver, second, SECOND)).toBe(true);
  });

  it('is the answer to the same request asked once more', async () => {
    let first = '';
    const { driver } = await setUp((carryOut) => {
      first ||= carryOut();
      return first;
    });
    const given = await driver.creditToken(FIRST);
    await driver.clock();
    expect(await driver.creditToken(FIRST)).toEqual(given);
  });
});
