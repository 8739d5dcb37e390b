import { decodeRequest, encodeResponse } from '../../../src-main/module/sts6/frame.ts';
import {
  dateField,
  FieldReader,
  hexField,
  numberField,
  textField,
} from '../../../src-main/module/sts6/ptvd.ts';

export const ATTRIBUTES =
  'ACT20240101000000;BDT2014;CLM4294967295;DKG04;IUT20990101000000;KEN255;KRN1;KTC2;SGC123457;ULM5000;XYZfoo';

/**
 * A module as small as these tests need: it makes tokens out of a counter and remembers what each of
 * them stands for. It has none of the emulator's rules, and shares nothing with it but frames.
 */
export class FakeModule {
  /** The payload of each vend that was carried out, in order. */
  readonly vends: string[] = [];
  readonly answers = new Map<string, (payload: string) => string>();
  /** The digits of the token made last. */
  latestToken = '';
  transactionsLeft = 1000;
  clock = new Date('2024-05-01T12:00:00Z');
  registers: (string | null)[] = [ATTRIBUTES, null];
  /** Whether an error answer (`GL!ER`) becomes the last response, which GL?RR repeats. */
  remembersErrors = false;
  #lastResponse = encodeResponse('GL?RR', '02');
  readonly #tokens = new Map<string, { pan: string; fields: string }>();

  constructor() {
    const set = (command: string, answer: (payload: string) => string) =>
      this.answers.set(command, (payload) => encodeResponse(command, '00', answer(payload)));
    set('GL?EC', (payload) => payload.slice(2));
    set('SM?DI', () => textField('94000001') + textField('STS65V10'));
    set('SM?QI', () =>
      ['0'.repeat(16), 'EMULATED', 'STS65V10', '0'.repeat(64)].map(textField).join(''),
    );
    set('SM?QD', () => dateField(this.clock) + numberField(0));
    set(
      'SM?CQ',
      () =>
        numberField(this.transactionsLeft) +
        textField('94000001') +
        hexField(BigInt(this.#next()), 8) +
        dateField(this.clock),
    );
    this.answers.set('SM?GA', (payload) => {
      const register = new FieldReader(payload, 1).number();
      const held = this.registers[register - 1];
      if (held === undefined) return encodeResponse('SM?GA', '28');
      if (held === null) return encodeResponse('SM?GA', '22');
      return encodeResponse('SM?GA', '00', textField(held));
    });
    set('SM?VC', (payload) => this.#vend(payload, 0));
    set('SM?VM', (payload) => this.#vend(payload, 2));
    set('SM?VT', (payload) => {
      const fields = new FieldReader(payload, 5);
      fields.number();
      const pan = fields.text();
      fields.number();
      fields.number();
      const token = this.#tokens.get(fields.text());
      return token?.pan === pan
        ? numberField(0) + token.fields
        : `${numberField(3)}N0~N0~H0000~H000000~`;
    });
  }

  /** A frame without its CR in, the answer out. */
  receive(frame: string): string {
    const request = decodeRequest(frame);
    if ('problem' in request) {
      return this.#error(request.problem === 'malformed' ? '21' : '20');
    }
    if (request.command === 'GL?RR') return this.#lastResponse;
    const answer = this.answers.get(request.command);
    if (!answer) return this.#error('21');
    this.#lastResponse = answer(request.payload);
    return this.#lastResponse;
  }

  #error(status: string): string {
    const answer = encodeResponse('GL?ER', status);
    if (this.remembersErrors) this.#lastResponse = answer;
    return answer;
  }

  #vend(payload: string, tokenClass: number): string {
    this.vends.push(payload);
    this.transactionsLeft -= 1;
    const fields = new FieldReader(payload, 8);
    fields.number();
    const pan = fields.text();
    fields.number();
    fields.number();
    fields.number();
    const subclass = fields.number();
    const amount = fields.hex();
    const tid = fields.hex();
    const value = BigInt(this.#next()) * 1_000_003n;
    const digits = value.toString().padStart(20, '0');
    const contents = `${numberField(tokenClass)}${numberField(subclass)}H${amount}~H${tid}~`;
    this.latestToken = digits;
    this.#tokens.set(digits, { pan, fields: contents });
    return textField(value.toString(16).toUpperCase().padStart(17, '0')) + textField(digits);
  }

  #counter = 0;
  #next(): number {
    this.#counter += 1;
    return this.#counter;
  }
}
