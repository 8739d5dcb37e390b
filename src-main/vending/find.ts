import type { Failure } from '../../src-shared/contract/failure.ts';
import type { Found, Meter } from '../../src-shared/contract/shapes.ts';
import { compactDigits } from '../../src-shared/sts/digits.ts';
import type { FieldError } from '../../src-shared/sts/field-error.ts';
import { parseIdRecord } from '../../src-shared/sts/id-record.ts';
import { parseMeterNumber } from '../../src-shared/sts/meter-number.ts';
import { TOKEN_LENGTH } from '../../src-shared/sts/token-digits.ts';
import type { Clock } from '../clock.ts';
import type { Meters } from '../ledger/meters.ts';
import type { SaleLists } from '../ledger/sale-lists.ts';
import type { Messages } from '../messages.ts';

/** An IDRecord has 35 digits; a reader may add sentinels around them. */
const CARD = /^[;%]|^\d{35}\??$/;
/** Digits and what people write between those of meter and phone numbers. */
const DIGITS = /^[+\d\s.()\-\u2010-\u2015\u2212\u200b]+$/u;
/** Shorter than this the full-text index has nothing to go by. */
const SHORTEST_WORD = 3;
/** The fewest digits that are taken for the end of a token. */
const SHORTEST_TOKEN_TAIL = 4;
/** From here on digits are meant as a whole meter number, so a wrong one is worth a sentence. */
const METER_NUMBER_LENGTH = 11;

export interface FindParts {
  readonly meters: Meters;
  readonly saleLists: SaleLists;
  readonly clock: Clock;
  readonly messages: Messages;
}

/** What the one field at the till means: a number, a card, a name, a phone, or the end of a token. */
export function find(parts: FindParts, text: string, limit: number): Found {
  const typed = text.trim();
  if (typed === '') return nothing;
  if (CARD.test(compactDigits(typed))) return byCard(parts, typed);
  if (DIGITS.test(typed)) return byDigits(parts, typed, limit);
  return { ...nothing, meters: byWords(parts.meters, typed, limit) };
}

const nothing: Found = { meters: [], sales: [], unknownMeter: null, problem: null };

function byCard(parts: FindParts, typed: string): Found {
  const card = parseIdRecord(typed, parts.clock.now());
  if (!card.ok) return { ...nothing, problem: explainField(parts.messages, card.error) };
  const known = parts.meters.byPan(card.value.meter.pan);
  if (known) return { ...nothing, meters: [known] };
  const { meter, supplyGroupCode, keyRevisionNumber, tariffIndex } = card.value;
  return {
    ...nothing,
    unknownMeter: {
      drn: meter.drn,
      configuration: {
        meterNumber: meter.drn,
        supplyGroupCode,
        keyRevisionNumber,
        tariffIndex,
        encryptionAlgorithm: card.value.encryptionAlgorithm,
        tokenCarrierType: card.value.tokenCarrierType,
      },
    },
  };
}

function byDigits(parts: FindParts, typed: string, limit: number): Found {
  const digits = typed.replace(/\D/g, '');
  if (digits === '') return nothing;
  const meters = merge(
    limit,
    parts.meters.byNumberStart(digits, limit),
    digits.length >= SHORTEST_WORD ? parts.meters.byText([digits], limit) : [],
  );
  // Also where the digits are a legal meter number: one token in ten ends in one.
  const sales =
    digits.length >= SHORTEST_TOKEN_TAIL ? byTokenTail(parts.saleLists, digits, limit) : [];
  const number = parseMeterNumber(typed);
  if (number.ok) {
    const known = parts.meters.byPan(number.value.pan);
    if (known) return { ...nothing, meters: merge(limit, [known], meters), sales };
    const unknownMeter = { drn: number.value.drn, configuration: null };
    return { ...nothing, meters, sales, unknownMeter };
  }
  const nothingFound = meters.length === 0 && sales.length === 0;
  // Twenty digits are a token, which the screen offers to look into.
  const isMeant =
    digits.length >= METER_NUMBER_LENGTH &&
    digits.length !== TOKEN_LENGTH &&
    !typed.startsWith('+');
  return {
    ...nothing,
    meters,
    sales,
    problem: nothingFound && isMeant ? explainField(parts.messages, number.error) : null,
  };
}

function byTokenTail(saleLists: SaleLists, digits: string, limit: number): Found['sales'] {
  return saleLists.byTokenTail(digits, limit).flatMap((sale) => {
    if (sale.token === null) return [];
    return {
      id: sale.id,
      receiptNumber: receiptNumber(sale.id),
      digits: sale.token,
      customerName: sale.customerName,
      at: sale.openedAt.toISOString(),
    };
  });
}

/** Every word has to stand somewhere; the short ones are looked for in what the long ones found. */
export function byWords(meters: Meters, typed: string, limit: number): Meter[] {
  const words = typed.split(/\s+/);
  const long = words.filter((word) => word.length >= SHORTEST_WORD);
  const short = words
    .filter((word) => word.length < SHORTEST_WORD)
    .map((word) => word.toLowerCase());
  const starting = meters.byNameStart(typed, limit);
  // A common name is borne by thousands: those it begins with are enough.
  if (long.length === 0 || starting.length === limit) return starting;
  const containing = meters
    .byText(long, short.length === 0 ? limit : limit * 20)
    .filter((meter) => {
      const all = `${meter.customerName} ${meter.address}`.toLowerCase();
      return short.every((word) => all.includes(word));
    });
  return merge(limit, starting, containing);
}

export function receiptNumber(saleId: number): string {
  return String(saleId).padStart(6, '0');
}

/** Why a field was not accepted, as a sentence. */
export function explainField(messages: Messages, error: FieldError): Failure {
  const { field, code, ...facts } = error;
  const detail = { ...facts, field: messages.t(`errors.field.names.${field}`) };
  // Positions are shown to people, who count from one.
  const shown = error.position === undefined ? detail : { ...detail, place: error.position + 1 };
  return messages.failure(`field.${code}`, shown);
}

function merge(limit: number, ...lists: readonly (readonly Meter[])[]): Meter[] {
  const byId = new Map(lists.flat().map((meter) => [meter.id, meter]));
  return [...byId.values()].slice(0, limit);
}
