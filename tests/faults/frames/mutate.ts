import { below, type Chance } from '../../../src-main/module/emulator/seeded.ts';
import { frameCheck, LONGEST_FRAME } from '../../../src-main/module/sts6/frame.ts';

/* Frames to fall over, as texts with one character per byte, without their CR. */

const LONGEST_NOISE = 80;
const MOST_CHANGES = 4;
/** Values that programs are wrong about. */
const AWKWARD = [
  ...['', '0', '00', '01', '-1', '1.5', '1e9', '255', '256', '65535', '65536', '16777216'],
  ...['4294967295', '4294967296', '9007199254740993', '99999999999999999999', 'NaN', ' 1', '１'],
  ...['FFFF', 'ffff', 'FFFFFF', 'FFFFFFFF', 'G0', '20260230000000', '99991231235959', '__proto__'],
  ...['600727000000000009', '000000000000000000', '~', '~~', ';', ';;', 'SGC', 'TRN-1;LID', '\x7f'],
];

/** Any bytes but CR. */
export function noise(chance: Chance, longest = LONGEST_NOISE): string {
  let text = '';
  for (let left = below(longest + 1, chance); left > 0; left -= 1) {
    const byte = below(255, chance);
    text += String.fromCharCode(byte >= 13 ? byte + 1 : byte);
  }
  return text;
}

/** Writes a text as a frame whose check is right. */
export function framed(text: string): string {
  return text + frameCheck(text);
}

/** A frame with one of the faults that a line, a program or somebody with bad intentions gives it. */
export function mutated(frame: string, chance: Chance): string {
  const text = frame.slice(0, -4);
  switch (below(10, chance)) {
    case 0:
      return noise(chance);
    case 1:
      return flipped(frame, chance);
    case 2:
      return frame.slice(0, below(frame.length + 1, chance));
    case 3:
      return noise(chance, 12) + frame;
    case 4:
      return frame + frame;
    case 5:
      return framed(flipped(text, chance));
    case 6:
      return framed(text.slice(0, below(text.length + 1, chance)));
    case 7:
      return framed(text.slice(0, 5) + noise(chance));
    case 8:
      // Once in a while longer than either side takes.
      return below(50, chance) === 0
        ? framed(text + 'A'.repeat(below(2 * LONGEST_FRAME, chance)))
        : framed(withFields(text, chance));
    default:
      return framed(withFields(text, chance));
  }
}

/** Changes the PTVD fields of a request or a response: values, types, order and number. */
function withFields(text: string, chance: Chance): string {
  const head = text.slice(0, text.indexOf('!') === 2 ? 7 : 5);
  const fields = text.slice(head.length).split('~');
  for (let changes = 1 + below(MOST_CHANGES, chance); changes > 0; changes -= 1) {
    const at = below(fields.length, chance);
    const field = fields[at] ?? '';
    const awkward = AWKWARD[below(AWKWARD.length, chance)] ?? '';
    const kind = below(7, chance);
    if (kind === 0) fields.splice(at, 1);
    else if (kind === 1) fields.splice(at, 0, field);
    else if (kind === 2) fields[at] = 'NPHD'[below(4, chance)] + field.slice(1);
    else if (kind === 3) fields[at] = field + awkward;
    else if (kind === 4) fields[at] = field.slice(0, 1) + noise(chance, 20);
    else fields[at] = field.slice(0, 1) + awkward;
  }
  return head + fields.join('~');
}

function flipped(text: string, chance: Chance): string {
  const bytes = Buffer.from(text, 'latin1');
  if (bytes.length === 0) return '';
  for (let changes = 1 + below(MOST_CHANGES, chance); changes > 0; changes -= 1) {
    const at = below(bytes.length, chance);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8, chance));
  }
  return bytes.toString('latin1').replaceAll('\r', ' ');
}
