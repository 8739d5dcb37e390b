import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOf, linkFrom } from '../../src-renderer/components/link-draft.ts';
import { type LinkSettings, link } from '../../src-shared/contract/shapes.ts';

const USUAL = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

const anyLink: fc.Arbitrary<LinkSettings> = fc.oneof(
  fc.constant({ kind: 'built-in' as const }),
  fc.record({
    kind: fc.constant('tcp' as const),
    host: fc.domain(),
    port: fc.integer({ min: 1, max: 65_535 }),
  }),
  fc.record(
    {
      kind: fc.constant('serial' as const),
      path: fc.constantFrom('/dev/ttyUSB0', 'COM3'),
      baudRate: fc.constantFrom(300, 9600, 115_200),
      dataBits: fc.constantFrom(7 as const, 8 as const),
      parity: fc.constantFrom('none' as const, 'even' as const, 'odd' as const),
      stopBits: fc.constantFrom(1 as const, 2 as const),
      usbSerial: fc.constantFrom('A9', 'B7'),
    },
    { requiredKeys: ['kind', 'path'] },
  ),
);

describe('the form of a link', () => {
  it('gives back the link it was opened with', () => {
    const whole = (settings: LinkSettings | null) =>
      settings?.kind === 'serial' ? { ...USUAL, ...settings } : settings;
    fc.assert(
      fc.property(anyLink, (settings) => {
        const typed = linkFrom(draftOf(settings));
        expect(link.safeParse(typed).success).toBe(true);
        expect(whole(typed)).toEqual(whole(settings));
      }),
    );
  });

  it('leaves out what is as usual, and gives no link while something is missing', () => {
    expect(linkFrom(draftOf({ kind: 'serial', path: 'COM3', ...USUAL }))).toEqual({
      kind: 'serial',
      path: 'COM3',
    });
    const empty = draftOf(undefined);
    expect(linkFrom(empty)).toEqual({ kind: 'tcp', host: '127.0.0.1', port: 5100 });
    expect(linkFrom({ ...empty, kind: 'serial', path: ' ' })).toBeNull();
    expect(linkFrom({ ...empty, host: '' })).toBeNull();
    expect(linkFrom({ ...empty, port: '0' })).toBeNull();
  });
});
