import type { CustomerLine } from '../../src-shared/contract/customer-shapes.ts';
import type { Books } from '../ledger/books.ts';
import { byWords } from '../vending/find.ts';

/** Digits and what people write between those of meter, phone and ID numbers. */
const DIGITS = /^[+\d\s.()\-/]+$/u;
/** Shorter than this the full-text index has nothing to go by. */
const SHORTEST_WORD = 3;
/** Meters looked at for each customer that is wanted: some have several. */
const METERS_EACH = 4;

/** Customers by what is typed: name, phone, address, ID number or the number of a meter. */
export function findCustomers(
  { meters, customers }: Pick<Books, 'meters' | 'customers'>,
  text: string,
  limit: number,
): CustomerLine[] {
  const typed = text.trim();
  if (typed === '') return [];
  const many = limit * METERS_EACH;
  const digits = DIGITS.test(typed) ? typed.replaceAll(/\D/gu, '') : '';
  const found =
    digits === ''
      ? byWords(meters, typed, many)
      : [
          ...meters.byNumberStart(digits, many),
          ...(digits.length < SHORTEST_WORD ? [] : meters.byText([digits], many)),
        ];
  const ids = new Set([
    ...customers.idsByNameStart(typed, limit),
    ...customers.idsByIdNumber(typed, limit),
    ...found.map((meter) => meter.customerId),
  ]);
  return customers.lines([...ids].slice(0, limit));
}
