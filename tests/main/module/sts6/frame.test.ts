import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeRequest,
  decodeResponse,
  encodeRequest,
  encodeResponse,
  FrameSplitter,
  frameCheck,
  LONGEST_FRAME,
} from '../../../../src-main/module/sts6/frame.ts';

const capitals = fc.stringMatching(/^[A-Z]{2}$/);
const command = fc.tuple(capitals, capitals).map(([unit, name]) => `${unit}?${name}`);
const status = fc.stringMatching(/^([0-9]{2}|EE)$/);
const payload = fc.string({ unit: 'grapheme-ascii', maxLength: 200 });

describe('frames', () => {
  it('are checked with CRC-16/ARC', () => {
    expect(frameCheck('123456789')).toBe('BB3D');
    expect(frameCheck('')).toBe('0000');
    expect(encodeRequest('GL?EC', '0000512345')).toBe(
      `GL?EC0000512345${frameCheck('GL?EC0000512345')}\r`,
    );
  });

  it('are read as they were written', () => {
    fc.assert(
      fc.property(command, status, payload, (command, status, payload) => {
        expect(decodeRequest(encodeRequest(command, payload).slice(0, -1))).toEqual({
          command,
          payload,
        });
        expect(decodeResponse(encodeResponse(command, status, payload).slice(0, -1))).toEqual({
          command,
          status,
          payload,
        });
      }),
    );
  });

  it('do not survive a flipped bit', () => {
    fc.assert(
      fc.property(command, status, payload, fc.nat(), (command, status, payload, where) => {
        const bytes = Buffer.from(encodeResponse(command, status, payload).slice(0, -1), 'latin1');
        const bit = where % (bytes.length * 8);
        const index = Math.floor(bit / 8);
        bytes[index] = (bytes[index] ?? 0) ^ (1 << (bit % 8));
        expect(decodeResponse(bytes.toString('latin1'))).toHaveProperty('problem');
      }),
      { numRuns: 300 },
    );
  });

  it('are never read from noise without saying what is wrong', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (noise) => {
        const read = decodeResponse(noise);
        if (!('problem' in read)) expect(encodeResponse(read.command, read.status, read.payload));
        else expect(['too-short', 'checksum', 'malformed']).toContain(read.problem);
      }),
    );
  });

  it('cannot be written for what is no command or no ASCII', () => {
    expect(() => encodeRequest('SM!VC')).toThrow(RangeError);
    expect(() => encodeRequest('SM?VC', 'é')).toThrow(RangeError);
    expect(() => encodeRequest('SM?VC', '\r')).toThrow(RangeError);
  });
});

describe('a byte stream', () => {
  it('is cut into the same frames whatever pieces it comes in', () => {
    const frames = fc.array(fc.stringMatching(/^[\x20-\x7e]{1,30}$/), { maxLength: 6 });
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 7 })), (frames, sizes) => {
        const bytes = Buffer.from(frames.map((frame) => `${frame}\r`).join(''), 'latin1');
        const splitter = new FrameSplitter();
        const found: string[] = [];
        for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
          const size = sizes[piece] ?? 5;
          found.push(...splitter.push(bytes.subarray(at, at + size)));
          at += size;
        }
        expect(found).toEqual(frames);
        expect(splitter.hasScrap).toBe(false);
      }),
    );
  });

  it('loses what is too long, and nothing after it', () => {
    const splitter = new FrameSplitter();
    const flood = Buffer.alloc(LONGEST_FRAME, 'x');
    expect(splitter.push(flood)).toEqual([]);
    expect(splitter.push(flood)).toEqual([]);
    expect(splitter.push(Buffer.from('rest\rnext\r'))).toEqual(['next']);
  });

  it('can be told to forget what has begun', () => {
    const splitter = new FrameSplitter();
    splitter.push(Buffer.from('half'));
    expect(splitter.hasScrap).toBe(true);
    splitter.flush();
    expect(splitter.push(Buffer.from('whole\r'))).toEqual(['whole']);
  });
});
