import type { Answer } from '../../../src-shared/contract/failure.ts';
import type { Ask, Quote } from '../../../src-shared/contract/pricing-shapes.ts';
import type { Wanted } from '../../../src-shared/contract/together-shapes.ts';
import { ask } from '../../bridge/door.ts';
import { readDecimal } from '../../helpers/decimal.ts';
import { latestOnly } from '../../helpers/latest.ts';
import { inOrder, type Line, useSell } from '../../stores/sell.ts';
import { currencyDecimals } from './split.ts';

/** Units are typed with one decimal: steps of 0.1. */
const UNIT_DECIMALS = 1;

export function amountDecimals(by: Ask['by']): number {
  return by === 'money' ? currencyDecimals() : UNIT_DECIMALS;
}

/** What is asked for, in the order of the payment, and which of it is being typed. */
interface Question {
  readonly lines: readonly Wanted[];
  readonly place: number;
}

async function priceOf({ lines }: Question): Promise<Answer<Quote[]>> {
  const [first, ...others] = lines;
  if (!first || others.length > 0) return ask('sale.quoteTogether', { lines: [...lines] });
  const answer = await ask('sale.quote', first);
  return answer.ok ? { ok: true, value: [answer.value] } : answer;
}

const quoter = latestOnly(priceOf, (question, answer) => {
  const { step, lines, place } = useSell.getState();
  const typed = question.lines[question.place];
  if (step.at !== 'amount' || !typed || step.meter.id !== typed.meterId) return;
  if (question.lines.length !== lines.length + 1 || question.place !== place) return;
  if (!answer.ok) {
    useSell.setState({
      quoted: null,
      quoteFailure: answer.error,
      lines: withQuotes(lines, []),
    });
    return;
  }
  const quotes = answer.value;
  const value = quotes[place];
  if (!value) return;
  const others = quotes.toSpliced(place, 1);
  useSell.setState({
    quoted: { ask: typed.ask, value },
    quoteFailure: null,
    lines: withQuotes(lines, others),
  });
});

/** Where one meter is paid for nothing has changed, and nothing is drawn anew. */
function withQuotes(lines: readonly Line[], quotes: readonly Quote[]): readonly Line[] {
  if (lines.length === 0) return lines;
  return lines.map((line, index) => ({ ...line, quote: quotes[index] ?? null }));
}

/** What a line asks for; null where what is typed is no amount. */
export function askOf({ by, amountText }: Pick<Line, 'by' | 'amountText'>): Ask | null {
  const amount = readDecimal(amountText, amountDecimals(by));
  return amount.ok ? { by, amount: amount.value } : null;
}

/** Asks what the payment comes to, with this amount for the meter that is being typed. */
export function askPrice(typed: Ask): void {
  const store = useSell.getState();
  const { step, lines, place } = store;
  if (step.at !== 'amount') return;
  const others = lines.flatMap((line) => {
    const asked = askOf(line);
    return asked ? [{ meterId: line.meter.id, ask: asked }] : [];
  });
  const own = { meterId: step.meter.id, ask: typed };
  quoter.send({ lines: inOrder(store, others, own), place });
}

/** What is out is no longer wanted. */
export const dropPrice = quoter.drop;
/** Resolves when the last question has been answered. */
export const priceSettled = quoter.settled;
