import type { Customer } from '../../src-shared/contract/customer-shapes.ts';
import type { Debt } from '../../src-shared/contract/debt-shapes.ts';
import type { DebtTerms } from '../../src-shared/contract/pricing-shapes.ts';
import type { Parsed } from '../../src-shared/contract/procedures.ts';
import { LARGEST_MONEY } from '../../src-shared/pricing/money.ts';
import type { Clock } from '../clock.ts';
import type { Actor, Audit } from '../ledger/audit.ts';
import type { DebtMovements, MovementDraft } from '../ledger/debt-movements.ts';
import type { DebtRecord, Debts } from '../ledger/debts.ts';
import type { OneCommit } from '../ledger/one-commit.ts';
import { changesOf } from '../ledger/recorded.ts';
import { Refusal } from '../refusal.ts';
import { receiptNumber } from './find.ts';

export interface DebtDeskParts {
  readonly debts: Debts;
  readonly movements: DebtMovements;
  readonly audit: Audit;
  readonly oneCommit: OneCommit;
  /** Null where there is no such customer. */
  readonly customerOf: (id: number) => Pick<Customer, 'mergedInto'> | null;
  readonly clock: Clock;
}

/** What people do with debts; sales take them by themselves. */
export class DebtDesk {
  readonly #parts: DebtDeskParts;

  constructor(parts: DebtDeskParts) {
    this.#parts = parts;
  }

  /** The one taken first comes first. */
  list(customerId: number): Debt[] {
    const { debts, clock } = this.#parts;
    return debts.ofCustomer(customerId, clock.now()).map((debt) => this.#view(debt));
  }

  /**
   * Writes a debt down, once for each `requestId`.
   *
   * @throws Refusal `debt.no-customer`, `customer.merged`, `debt.request-reused`
   */
  add(input: Parsed<'debts.add'>, actor: Actor): Debt {
    const { debts, movements, oneCommit, customerOf, clock } = this.#parts;
    const { requestId, customerId, amount } = input;
    const known = debts.byRequest(input);
    if (known) {
      const same = known.same && movements.byRequest(requestId)?.amount === amount;
      if (!same) throw new Refusal('debt.request-reused');
      return this.#viewOf(known.id);
    }
    // Something else was done to a debt under this id.
    if (movements.byRequest(requestId)) throw new Refusal('debt.request-reused');
    const customer = customerOf(customerId);
    if (!customer) throw new Refusal('debt.no-customer');
    // It has no meters any more, so nothing would ever be taken.
    if (customer.mergedInto !== null) throw new Refusal('customer.merged');
    const at = clock.now();
    const id = oneCommit.run(() => {
      const debtId = debts.add(input, actor, at);
      movements.move({ requestId, debtId, kind: 'opened', amount, reason: '' }, actor, at);
      return debtId;
    });
    return this.#viewOf(id);
  }

  /** @throws Refusal `debt.unknown` */
  change({ debtId, ...terms }: Parsed<'debts.change'>, actor: Actor): Debt {
    const { debts, audit, oneCommit, clock } = this.#parts;
    const before = this.#get(debtId);
    const changes = changesOf(howTaken(before), terms);
    oneCommit.run(() => {
      debts.change(debtId, terms);
      const facts = { debtId, name: before.name, ...changes };
      audit.append({ what: 'debt.changed', ...actor, facts, at: clock.now() });
    });
    return this.#viewOf(debtId);
  }

  /**
   * Adds to what is owed or takes from it, once for each `requestId`.
   *
   * @throws Refusal `debt.unknown`, `debt.below-zero`, `debt.too-large`, `debt.in-sale` where an unfinished
   *   sale will take what would be gone, `debt.request-reused`
   */
  adjust({ debtId, ...input }: Parsed<'debts.adjust'>, actor: Actor): Debt {
    const { balance, held, owedInAll } = this.#get(debtId);
    return this.#move({ ...input, debtId, kind: 'adjusted' }, actor, () => {
      const after = balance + input.amount;
      if (after < 0) throw new Refusal('debt.below-zero', { balance });
      if (after < held) throw new Refusal('debt.in-sale', { held });
      // What sales took of it is owed again where they are given back.
      if (owedInAll + input.amount > LARGEST_MONEY) {
        throw new Refusal('debt.too-large', { largest: LARGEST_MONEY });
      }
    });
  }

  /**
   * Gives up what is left of it, once for each `requestId`.
   *
   * @throws Refusal `debt.unknown`, `debt.paid`, `debt.in-sale`, `debt.request-reused`
   */
  writeOff({ requestId, debtId, reason }: Parsed<'debts.writeOff'>, actor: Actor): Debt {
    const { balance, held } = this.#get(debtId);
    const draft = { requestId, debtId, kind: 'written-off', amount: -balance, reason } as const;
    return this.#move(draft, actor, () => {
      if (balance === 0) throw new Refusal('debt.paid');
      if (held > 0) throw new Refusal('debt.in-sale', { held });
    });
  }

  /** `mayBe` is asked where it was not done before. */
  #move(draft: MovementDraft, actor: Actor, mayBe: () => void): Debt {
    const { movements, oneCommit, clock } = this.#parts;
    const known = movements.byRequest(draft.requestId);
    if (known) {
      // What was written off was the whole of what was left then.
      const isSameAmount = draft.kind === 'written-off' || known.amount === draft.amount;
      const { debtId, kind, reason } = known;
      const same =
        isSameAmount && debtId === draft.debtId && kind === draft.kind && reason === draft.reason;
      if (!same) throw new Refusal('debt.request-reused');
    } else {
      mayBe();
      oneCommit.run(() => movements.move(draft, actor, clock.now()));
    }
    return this.#viewOf(draft.debtId);
  }

  #get(id: number): DebtRecord {
    const { debts, clock } = this.#parts;
    const debt = debts.get(id, clock.now());
    if (!debt) throw new Refusal('debt.unknown');
    return debt;
  }

  #viewOf(id: number): Debt {
    return this.#view(this.#get(id));
  }

  #view({ held: _, owedInAll: __, openedAt, ...debt }: DebtRecord): Debt {
    const history = this.#parts.movements.ofDebt(debt.id).map(({ at, saleId, ...movement }) => ({
      ...movement,
      at: at.toISOString(),
      saleId,
      receiptNumber: saleId === null ? null : receiptNumber(saleId),
    }));
    return { ...debt, openedAt: openedAt.toISOString(), history };
  }
}

function howTaken({
  name,
  take,
  perSaleCeiling,
  perMonthCeiling,
  priority,
}: DebtRecord): Omit<DebtTerms, 'kind'> {
  return { name, take, perSaleCeiling, perMonthCeiling, priority };
}
