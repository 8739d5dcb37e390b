import type { TillEvent } from '../../src-shared/contract/events.ts';
import type { Sale } from '../../src-shared/contract/shapes.ts';
import type { SaleRecord } from '../ledger/sale-record.ts';
import type { OnStep } from './sale-steps.ts';
import type { Seller } from './seller.ts';
import type { Stories } from './stories.ts';

export interface TakeUpParts {
  readonly seller: Seller;
  readonly stories: Stories;
  readonly view: (sale: SaleRecord) => Sale;
  /** The slip and all else that follows a token that is stored. */
  readonly onIssued: (sale: SaleRecord) => void;
  readonly emit: (event: TillEvent) => void;
  /** Whether somebody is signed in at a screen. */
  readonly isAttended: () => boolean;
  readonly onUnexpected: (what: string, error: unknown) => void;
  readonly onStep?: OnStep | undefined;
}

/**
 * Takes up what was left open, one round after the other. Only while somebody is there to be told: a
 * token made and printed at a locked till is one that nobody hands over.
 */
export class TakeUp {
  readonly #parts: TakeUpParts;
  /** Sales that have their token again, of which nobody was told yet. */
  #recalled: SaleRecord[] = [];
  /** The sentences that went out, by sale. */
  readonly #told = new Map<number, string>();
  /** Whether a screen has asked what was left open, and so listens to what becomes of it. */
  #isWatched = false;
  #round: Promise<void> = Promise.resolve();
  #closing = false;

  constructor(parts: TakeUpParts) {
    this.#parts = parts;
  }

  watched(): void {
    this.#isWatched = true;
  }

  /** The module still had a sale's token: it is stored, and to be told of when somebody is there. */
  recalled(sale: SaleRecord): void {
    this.#recalled.push(sale);
  }

  /** Whether there is something to tell. */
  get isWaiting(): boolean {
    return this.#recalled.length > 0;
  }

  /** To be called while the module is ready. */
  go(): void {
    const { onUnexpected } = this.#parts;
    this.#round = this.#round
      .then(() => this.#goOnce())
      .catch((error: unknown) => onUnexpected('taking up unfinished sales', error));
  }

  /** No further round begins; resolves when the last one is over. */
  close(): Promise<void> {
    this.#closing = true;
    return this.#round;
  }

  async #goOnce(): Promise<void> {
    const { seller, isAttended, onIssued } = this.#parts;
    if (this.#closing || !this.#isWatched || !isAttended()) return;
    for (const sale of this.#recalled.splice(0)) {
      onIssued(sale);
      this.#report(sale);
    }
    await seller.resumeAll((sale) => this.#report(sale));
    this.#tell();
  }

  #report(sale: SaleRecord): void {
    const { emit, view, onStep } = this.#parts;
    onStep?.('report', 'before');
    emit({ name: 'sale', value: view(sale) });
    onStep?.('report', 'at');
    this.#tell();
    onStep?.('report', 'after');
  }

  /** What has not been told, or is not what it was. */
  #tell(): void {
    const { stories, emit } = this.#parts;
    for (const story of stories.unseen()) {
      if (this.#told.get(story.saleId) === story.sentence) continue;
      this.#told.set(story.saleId, story.sentence);
      emit({ name: 'told', value: story });
    }
  }
}
