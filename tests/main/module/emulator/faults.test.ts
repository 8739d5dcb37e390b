import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type FaultPlan,
  LINE_FAULTS,
  MODULE_FAULTS,
  parseFaultJson,
  parseFaultSpec,
} from '../../../../src-main/module/emulator/fault-plan.ts';
import { LineFaults, ModuleFaults } from '../../../../src-main/module/emulator/faults.ts';
import { encodeResponse } from '../../../../src-main/module/sts6/frame.ts';

function plan(spec: string): FaultPlan {
  const parsed = parseFaultSpec(spec);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

const ANSWER = encodeResponse('SM?DI', '00', 'P94000001~PSTS65V10~');
const frame = fc
  .string({ unit: fc.constantFrom(...'ABC?!019~'), maxLength: 80 })
  .map((text) => `${text}\r`);

/** What `count` answers become. */
function arrivals(spec: string, count: number, text = ANSWER) {
  const line = new LineFaults(plan(spec));
  return Array.from({ length: count }, () => line.response(text));
}

describe('a line', () => {
  test('without faults changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(frame), (seed, frames) => {
        const line = new LineFaults({ ...plan('flip=0'), seed });
        for (const text of frames) {
          expect(line.request(text)).toEqual({ text, late: null, closes: false });
          expect(line.response(text)).toEqual({ text, late: null, closes: false });
        }
      }),
    );
  });

  test('does the same to the same frames under the same seed', () => {
    const spec = LINE_FAULTS.map((fault) => `${fault}=0.3`).join(',');
    fc.assert(
      fc.property(fc.uuid(), fc.array(frame, { minLength: 1 }), (seed, frames) => {
        const run = () => {
          const line = new LineFaults(plan(`${spec},seed=${seed}`));
          return frames.map((text) => [line.request(text), line.response(text)]);
        };
        expect(run()).toEqual(run());
      }),
    );
    expect(arrivals(`${spec},seed=a`, 50)).not.toEqual(arrivals(`${spec},seed=b`, 50));
  });

  test('strikes as often as its probability says, and counts it', () => {
    const line = new LineFaults(plan('flip=0.05,seed=rate'));
    let changed = 0;
    for (let sent = 0; sent < 10_000; sent += 1) {
      if (line.request(ANSWER).text !== ANSWER) changed += 1;
    }
    expect(changed).toBeGreaterThan(400);
    expect(changed).toBeLessThan(600);
    expect(line.counts.get('flip')).toBeGreaterThanOrEqual(changed);
  });

  test('flips up to three bits and leaves the length', () => {
    for (const { text } of arrivals('flip=1,seed=f', 200)) {
      expect(text).toHaveLength(ANSWER.length);
      const flipped = [...text].reduce((sum, char, i) => {
        const difference = char.charCodeAt(0) ^ ANSWER.charCodeAt(i);
        return sum + difference.toString(2).replaceAll('0', '').length;
      }, 0);
      expect(flipped).toBeLessThanOrEqual(3);
    }
  });

  test('loses whole frames and single bytes', () => {
    const lengths = arrivals('lose=1,seed=l', 200).map(({ text }) => text.length);
    expect(lengths).toContain(0);
    expect(lengths.some((length) => length > 0)).toBe(true);
    expect(Math.max(...lengths)).toBeLessThan(ANSWER.length);
  });

  test('doubles, cuts off, and puts garbage before a frame', () => {
    expect(arrivals('double=1', 1)[0]?.text).toBe(ANSWER + ANSWER);
    for (const { text } of arrivals('cut=1,seed=c', 50)) {
      expect(ANSWER.startsWith(text) && text !== ANSWER).toBe(true);
    }
    for (const { text } of arrivals('garbage=1,seed=g', 50)) {
      expect(text.endsWith(ANSWER) && text !== ANSWER).toBe(true);
    }
  });

  test('dies in the middle of a reply, never of a request', () => {
    const line = new LineFaults(plan('dead=1'));
    expect(line.request(ANSWER)).toMatchObject({ text: ANSWER, closes: false });
    const reply = line.response(ANSWER);
    expect(reply.closes).toBe(true);
    expect(ANSWER.startsWith(reply.text) && reply.text !== ANSWER).toBe(true);
  });

  test('brings a late answer before the next, behind it, or by itself, and loses none', () => {
    const line = new LineFaults(plan('late=0.5,delay=200,seed=late'));
    const seen = new Set<string>();
    let arrived = '';
    const sent: string[] = [];
    for (let i = 0; i < 500; i += 1) {
      const text = `<${i}>`;
      sent.push(text);
      const { text: now, late } = line.response(text);
      const mine = now.indexOf(text);
      if (late) {
        expect(late.text).toBe(text);
        expect(late.afterMs).toBeGreaterThanOrEqual(0);
        expect(late.afterMs).toBeLessThanOrEqual(200);
        seen.add('by itself');
      } else if (mine > 0) seen.add('before the next');
      else if (mine === 0 && now !== text) seen.add('behind the next');
      arrived += now + (late?.text ?? '');
    }
    expect(seen).toEqual(new Set(['by itself', 'before the next', 'behind the next']));
    const missing = sent.filter((text) => !arrived.includes(text));
    expect(missing.every((text) => text === sent.at(-1))).toBe(true);
  });

  test('brings late requests in the order in which they were sent', () => {
    const line = new LineFaults(plan('late=0.5,seed=order'));
    const sent = Array.from({ length: 200 }, (_, i) => `<${i}>`);
    const arrived = sent.map((text) => line.request(text).text).join('');
    expect(sent.join('').startsWith(arrived)).toBe(true);
  });

  test('forgets what it held back when the connection is gone', () => {
    const line = new LineFaults(plan('late=1'));
    line.request(ANSWER);
    line.disconnected();
    expect(line.request('x').text).toBe('');
  });
});

describe('faults of the module', () => {
  test('come as often as they are to, the same under the same seed', () => {
    const run = (seed: string) => {
      const faults = new ModuleFaults(plan(`reset=0.1,tamper=0.1,seed=${seed}`));
      return Array.from({ length: 300 }, () => faults.before('SM?DI').events);
    };
    expect(run('a')).toEqual(run('a'));
    expect(run('a')).not.toEqual(run('b'));
    expect(new Set(run('a').flat())).toEqual(new Set(['reset', 'tamper']));
  });

  test('force a status for one command, for all of them, or now and then', () => {
    const faults = new ModuleFaults(plan('status=23@SM?VC,status=EE@SM?VM*0.5,seed=s'));
    expect(faults.before('SM?VC').status).toBe('23');
    expect(faults.before('SM?DI').status).toBeNull();
    const sometimes = Array.from({ length: 100 }, () => faults.before('SM?VM').status);
    expect(new Set(sometimes)).toEqual(new Set(['EE', null]));
    expect(new ModuleFaults(plan('status=58')).before('SM?DI').status).toBe('58');
  });

  test('put the clock ahead and back', () => {
    const now = new Date('2026-01-01T12:00:00Z');
    const clock = new ModuleFaults(plan('clock=-3600')).clock(now);
    expect(clock.toISOString()).toBe('2026-01-01T11:00:00.000Z');
  });
});

describe('a plan', () => {
  test('is read from a text with everything on it', () => {
    const names = [...LINE_FAULTS, ...MODULE_FAULTS];
    const spec = names.map((name, i) => `${name}=0.0${i}`).join(',');
    expect(plan(`${spec},clock=-3600,delay=50,status=57@SM?VC*0.5,seed=a=b`)).toEqual({
      chances: Object.fromEntries(names.map((name, i) => [name, i / 100])),
      forced: [{ status: '57', command: 'SM?VC', chance: 0.5 }],
      clockOffset: -3600,
      longestDelay: 50,
      seed: 'a=b',
    });
  });

  test('is read from JSON with the same names', () => {
    const json = { flip: 0.01, status: ['23@SM?VC', '01'], clock: -5, seed: 'x' };
    const spec = 'flip=0.01,status=23@SM?VC,status=01,clock=-5,seed=x';
    expect(parseFaultJson(json)).toEqual(parseFaultSpec(spec));
  });

  test('draws a seed of its own where none is given', () => {
    expect(plan('flip=1').seed).not.toBe(plan('flip=1').seed);
  });

  test.each([
    ['', /""/],
    ['flip', /"flip" is not a fault/],
    ['flip=2', /flip .*0 to 1.*"2"/],
    ['flip=-1', /flip/],
    ['lose=', /lose/],
    ['flop=0.1', /no fault "flop"/],
    ['status=00', /status/],
    ['status=5', /status/],
    ['status=57@vend', /status/],
    ['status=57@SM?VC*2', /status/],
    ['clock=noon', /clock/],
    ['clock=9999999999', /clock/],
    ['delay=99999', /delay/],
    ['seed=', /seed/],
  ])('"%s" is refused in one sentence that names the part', (spec, sentence) => {
    expect(parseFaultSpec(spec)).toEqual({ ok: false, error: expect.stringMatching(sentence) });
  });

  test.each([[[]], [null], [{ flip: null }], [{ flip: { a: 1 } }], [{ flip: [0.1] }], ['flip=1']])(
    'JSON %j is refused',
    (json) => {
      expect(parseFaultJson(json).ok).toBe(false);
    },
  );

  test('of any text is read or refused, without an exception', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof parseFaultSpec(text).ok).toBe('boolean');
      }),
    );
  });
});
