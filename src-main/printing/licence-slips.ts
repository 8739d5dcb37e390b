import type { LicenceLoad } from '../../src-shared/contract/licence-shapes.ts';
import type { ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import type { Actor } from '../ledger/audit.ts';
import { Refusal } from '../refusal.ts';
import { licenceSlip } from './licence-slip.ts';
import type { PrintDesk, SlipMaker } from './print-desk.ts';
import type { SlipDesk } from './slip-desk.ts';

export interface LicenceSlipsParts {
  readonly desk: PrintDesk;
  readonly slips: SlipDesk;
  /** Null where there is none with that number. */
  readonly load: (id: number) => LicenceLoad | null;
  readonly training: boolean;
}

/** Slips of licences that the module took. */
export class LicenceSlips {
  readonly #parts: LicenceSlipsParts;

  constructor(parts: LicenceSlipsParts) {
    this.#parts = parts;
  }

  /**
   * @param copy asked for from the list of licences
   * @throws Refusal `slip.no-licence`, `printer.*`
   */
  print(id: number, copy: boolean, actor: Actor): Promise<{ copy: boolean }> {
    return this.#parts.desk.print({ kind: 'licence', subject: id }, { copy, actor });
  }

  /** What a slip of it is made with. It is no receipt: what is asked for right after loading is no copy. */
  maker(id: number): SlipMaker {
    const load = this.#loaded(id);
    return {
      saleId: null,
      title: load.moduleId,
      isCopy: (asked) => asked,
      document: (copy) => this.#document(load, copy),
      note: () => undefined,
    };
  }

  #document(load: LicenceLoad, copy: boolean): ReceiptDocument {
    const { slips, training } = this.#parts;
    return slips.draw((facts) => licenceSlip({ ...facts, load, training, copy }));
  }

  #loaded(id: number): LicenceLoad {
    const load = this.#parts.load(id);
    if (load?.state !== 'loaded') throw new Refusal('slip.no-licence');
    return load;
  }
}
