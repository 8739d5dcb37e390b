import trainingProfile from '../../../resources/training-profile.json' with { type: 'json' };
import type { Sale } from '../../../src-shared/contract/shapes.ts';
import { creditSubclass } from '../../../src-shared/resource.ts';
import { panFromDrn } from '../../../src-shared/sts/meter-number.ts';
import { decodeToken } from '../../conformance/decoder.ts';

/** Follows every sale that the till shows, and says what must not be. */
export class Witness {
  /** What was found wrong, each a sentence that names the sale. */
  readonly violations: string[] = [];
  /** The token that was shown for each sale. */
  readonly shown = new Map<number, string>();
  /** Sales that ended without a token. */
  readonly ended = new Set<number>();

  readonly #wasMade: (digits: string) => boolean;

  /** @param wasMade whether the module has made a token */
  constructor(wasMade: (digits: string) => boolean) {
    this.#wasMade = wasMade;
  }

  /** A sale as the till showed it, in an answer or an event. */
  sees(sale: Sale): void {
    if (sale.state === 'refused') this.ended.add(sale.id);
    if (sale.token === null) {
      if (sale.state === 'issued') this.#wrong(sale.id, 'is issued and has no token');
      if (this.shown.has(sale.id)) this.#wrong(sale.id, 'had a token and shows none');
      return;
    }
    if (sale.state !== 'issued') this.#wrong(sale.id, `is ${sale.state} and shows a token`);
    if (this.ended.has(sale.id)) this.#wrong(sale.id, 'had ended and shows a token');
    const before = this.shown.get(sale.id);
    if (before === sale.token) return;
    if (before !== undefined) {
      this.#wrong(sale.id, 'shows a second token');
      return;
    }
    this.shown.set(sale.id, sale.token);
    this.#opens(sale, sale.token);
    if (!this.#wasMade(sale.token)) this.#wrong(sale.id, 'shows a token that nobody made');
  }

  #opens(sale: Sale, digits: string): void {
    const key = trainingProfile.registers.find(
      ({ supplyGroupCode }) => supplyGroupCode === sale.supplyGroupCode,
    );
    if (!key) {
      this.#wrong(sale.id, 'is under a key that the module does not hold');
      return;
    }
    const token = decodeToken(
      key,
      {
        pan: panFromDrn(sale.drn),
        tariffIndex: sale.tariffIndex,
        encryptionAlgorithm: sale.encryptionAlgorithm,
      },
      digits,
    );
    if (token.crc !== 'right') {
      this.#wrong(sale.id, 'has a token of another meter');
      return;
    }
    if (token.tid !== sale.tid) this.#wrong(sale.id, 'has a token with another TID');
    if (token.steps !== sale.quote.steps) this.#wrong(sale.id, 'has a token of another amount');
    if (token.tokenClass !== 0 || token.subclass !== creditSubclass(sale.quote.resource)) {
      this.#wrong(sale.id, 'has a token that is no credit of what its meter counts');
    }
  }

  #wrong(saleId: number, what: string): void {
    this.violations.push(`sale ${saleId} ${what}`);
  }
}
