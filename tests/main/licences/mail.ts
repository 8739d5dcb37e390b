import * as fc from 'fast-check';

/* What happens to a text on its way from a mail to the paste window. */

const NBSP = '\u00a0';

export interface Wear {
  readonly width: number;
  readonly quotes: readonly string[];
  readonly lineEnd: string;
  readonly trailing: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Headers, signatures and sentences that stand around what is wanted. */
const around = fc.constantFrom(
  'From: Licensing Desk <licences@example.com>',
  'Subject: Your licence for module 94000001; order 4711',
  'Content-Type: text/plain; charset=utf-8; format=flowed',
  '-----Original Message-----',
  '---------- Forwarded message ---------',
  '----- End of forwarded message -----',
  '-----BEGIN PGP SIGNED MESSAGE-----',
  'Bonjour, votre licence est ci-dessous \u2013 à bient\u00f4t.',
  '',
  '-- ',
  '| Licensing Desk | +27 11 555 0100 |',
  '> > On Monday somebody wrote:',
);

export const wear: fc.Arbitrary<Wear> = fc.record({
  width: fc.integer({ min: 20, max: 200 }),
  quotes: fc.array(fc.constantFrom('> ', '>', '| ', ' > ', '>> ', `>${NBSP}`), { maxLength: 4 }),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  trailing: fc.array(fc.constantFrom('', ' ', '   ', NBSP, '\t', '\u200b'), { minLength: 1 }),
  before: fc.array(around, { maxLength: 6 }),
  after: fc.array(around, { maxLength: 6 }),
});

/** A guarded text as it arrives: its body wrapped anew, quoted, with things around it. */
export function worn(guards: readonly [string, string], body: string, how: Wear): string {
  const wrapped = body.match(new RegExp(`.{1,${how.width}}`, 'gs')) ?? [];
  const lines = [...how.before, guards[0], ...wrapped, '', guards[1], ...how.after];
  return lines
    .map((line, index) => {
      const trailing = how.trailing[index % how.trailing.length] ?? '';
      return `${how.quotes.join('')}${line}${trailing}`;
    })
    .join(how.lineEnd);
}
