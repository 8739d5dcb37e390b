import type { RestoreLook } from '../../src-shared/contract/backup-shapes.ts';
import type { LedgerKind } from '../ledger/choice.ts';
import type { CopyFacts } from '../ledger/copy.ts';
import type { VerifyReport } from '../ledger/verify/report.ts';
import { type Messages, messagesIn } from '../messages.ts';

/** What is known of a copy. */
export interface Held {
  readonly file: string;
  readonly encrypted: boolean;
  readonly purpose: 'backup' | 'move';
  readonly shop: LedgerKind | null;
  /** Null where it was not read. */
  readonly facts: CopyFacts | null;
  /** Where it was read whole. */
  readonly report?: VerifyReport;
  /** There is no ledger here whose place it would take. */
  readonly isFirst: boolean;
  /** Null where there is no ledger here that can be read. */
  readonly salesLost: number | null;
}

/** A copy as a person is shown it before anything is done: in the language of its shop. */
export async function restoreView(held: Held, messages: Messages): Promise<RestoreLook> {
  const { file, encrypted, purpose, shop, facts, report, salesLost } = held;
  const speaking = facts?.language ? await messagesIn(facts.language, 'USD') : messages;
  return {
    file,
    kind: purpose,
    encrypted,
    shopName: facts?.shopName ?? null,
    training: shop && shop === 'training',
    madeAt: facts?.note?.at.toISOString() ?? null,
    sales: facts?.sales ?? null,
    lastSaleAt: facts?.lastSaleAt?.toISOString() ?? null,
    salesLost,
    inOrder: report ? report.outcome !== 'wrong' : null,
    consequence: facts ? consequence(held, facts, speaking) : '',
  };
}

function consequence(held: Held, facts: CopyFacts, { t }: Messages): string {
  const sentences = [t('restoring.holds', { shop: facts.shopName, sales: facts.sales })];
  if (held.isFirst) sentences.push(t('restoring.first'));
  else if (held.salesLost === null) sentences.push(t('restoring.unknown'));
  else if (held.salesLost === 0) sentences.push(t('restoring.loses-none'));
  else sentences.push(t('restoring.loses', { count: held.salesLost }));
  if (!held.isFirst) sentences.push(t('restoring.kept'));
  if (held.purpose === 'move') sentences.push(t('restoring.moved'));
  if (held.report?.outcome === 'wrong') sentences.push(t('restoring.faulty'));
  return sentences.join(' ');
}
