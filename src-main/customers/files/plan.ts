import type { CustomerDetails } from '../../../src-shared/contract/customer-shapes.ts';
import type { RowKind } from '../../../src-shared/contract/import-shapes.ts';
import type { Resource } from '../../../src-shared/resource.ts';
import type {
  ChangedMeter,
  FileMeter,
  MeterFiles,
  MeterKey,
  NewMeter,
} from '../../ledger/meter-files.ts';
import type { FileRow, RowProblem, WrongCode } from './row-reader.ts';

/** What is to become of a row. */
export type Plan =
  | { readonly kind: Exclude<RowKind, 'wrong'>; readonly write: NewMeter | ChangedMeter | null }
  | { readonly kind: 'wrong'; readonly problem: RowProblem };

/** What changes by a row: names of fields. */
export type ChangedField = keyof MeterKey | keyof CustomerDetails | 'tariff';

interface FileTariff {
  readonly id: number;
  readonly name: string;
  readonly resource: Resource;
}

export interface PlannerParts {
  readonly files: Pick<MeterFiles, 'byPan'>;
  readonly tariffs: readonly FileTariff[];
  /** For new meters that name none; null where nobody chose one. */
  readonly tariffId: number | null;
  readonly speaks: readonly string[];
}

/** A customer of the file whom the ledger has. */
interface Known {
  readonly id: number;
  readonly details: CustomerDetails;
  /** The account is closed: no meter is added to it. */
  readonly closed: boolean;
}

/** Most meters have numeric tokens and the tariff index 01. */
const USUAL = { tariffIndex: 1, tokenCarrierType: 2 } as const;
const NOBODY: CustomerDetails = {
  ...{ name: '', phone: '', address: '' },
  ...{ idNumber: '', language: null, notes: '' },
};

/** Compares the rows of one file with the ledger, one after the other, and with those before them. */
export class Planner {
  readonly #parts: PlannerParts;
  readonly #tariffs: ReadonlyMap<string, number>;
  readonly #resources: ReadonlyMap<number, Resource>;
  /** In which line each meter stood. */
  readonly #lines = new Map<string, number>();
  /** What was said of each customer of the file, in which line, and who it is in the ledger. */
  readonly #said = new Map<string, { readonly line: number; readonly details: string }>();
  readonly #known = new Map<string, Known>();
  /** Whether a new meter named no tariff. */
  needsTariff = false;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
    this.#tariffs = new Map(parts.tariffs.map(({ id, name }) => [name.toLowerCase(), id]));
    this.#resources = new Map(parts.tariffs.map(({ id, resource }) => [id, resource]));
  }

  plan(row: FileRow, line: number): Plan & { readonly changes?: readonly ChangedField[] } {
    const { pan } = row.number;
    const before = this.#lines.get(pan);
    if (before !== undefined) return wrong('twice', { line: before });
    this.#lines.set(pan, line);
    const { language } = row;
    if (language !== undefined && language !== '' && !this.#parts.speaks.includes(language)) {
      return wrong('language', { text: language });
    }
    const meter = this.#parts.files.byPan(pan);
    return meter ? this.#compare(row, meter, line) : this.#new(row, line);
  }

  #compare(row: FileRow, meter: FileMeter, line: number): ReturnType<Planner['plan']> {
    if (row.resource !== undefined && row.resource !== meter.resource) {
      return wrong('other-resource', { resource: meter.resource });
    }
    const tariffId = row.tariff ? this.#tariffs.get(row.tariff.toLowerCase()) : meter.tariffId;
    if (tariffId === undefined) return wrong('no-such-tariff', { text: row.tariff ?? '' });
    if (this.#resources.get(tariffId) !== meter.resource) {
      return wrong('tariff-of-other-resource', { text: row.tariff ?? meter.tariffName });
    }
    const details = detailsOf(row, meter);
    // A meter that is known stays whose it is: who its customer is, is said by hand.
    const contradiction = this.#contradicts(`#${meter.customerId}`, details, line);
    if (contradiction) return contradiction;
    if (row.customer !== '') {
      const { customerId: id, customerClosed: closed } = meter;
      this.#known.set(row.customer, { id, details, closed });
    }
    const key = keyOf(row, meter);
    const changes = [
      ...changed(meter, key),
      ...changed(meter, details),
      ...(tariffId === meter.tariffId ? [] : (['tariff'] as const)),
    ];
    if (changes.length === 0) return { kind: 'same', write: null };
    const { id, customerId } = meter;
    const write = { kind: 'changed', id, customerId, key, tariffId, details } as const;
    return { kind: 'changed', write, changes };
  }

  #new(row: FileRow, line: number): Plan {
    const { supplyGroupCode, keyRevisionNumber, encryptionAlgorithm } = row;
    if (supplyGroupCode === undefined) return wrong('missing', { column: 'SGC' });
    if (keyRevisionNumber === undefined) return wrong('missing', { column: 'KRN' });
    if (encryptionAlgorithm === undefined) return wrong('missing', { column: 'EA' });
    const resource = row.resource ?? 'electricity';
    const tariffId = row.tariff
      ? this.#tariffs.get(row.tariff.toLowerCase())
      : (this.#parts.tariffId ?? undefined);
    if (!row.tariff) this.needsTariff = true;
    if (tariffId === undefined) {
      return row.tariff ? wrong('no-such-tariff', { text: row.tariff }) : wrong('no-tariff', {});
    }
    if (this.#resources.get(tariffId) !== resource) {
      return wrong('tariff-of-other-resource', { text: row.tariff ?? '' });
    }
    const known = this.#known.get(row.customer);
    if (known?.closed) return wrong('customer-closed', {});
    const customerId = known?.id ?? null;
    const group = row.customer === '' ? null : row.customer;
    const details = detailsOf(row, known?.details ?? NOBODY);
    const name = customerId === null ? `=${row.customer}` : `#${customerId}`;
    const contradiction = group === null ? null : this.#contradicts(name, details, line);
    if (contradiction) return contradiction;
    const key = {
      ...USUAL,
      ...keyOf(row, { ...USUAL, supplyGroupCode, keyRevisionNumber, encryptionAlgorithm }),
    };
    const { pan, drn } = row.number;
    return {
      kind: 'new',
      write: {
        ...{ kind: 'new', pan, drn, resource, tariffId, key, details, closed: row.closed },
        ...{ customerId, group },
      },
    };
  }

  /** Two rows that say different things of one customer: the second is not believed. */
  #contradicts(customer: string, details: CustomerDetails, line: number): Plan | null {
    const said = JSON.stringify(details);
    const before = this.#said.get(customer);
    if (!before) this.#said.set(customer, { line, details: said });
    return before && before.details !== said ? wrong('contradicts', { line: before.line }) : null;
  }
}

function wrong(code: WrongCode, detail: Readonly<Record<string, string | number>>): Plan {
  return { kind: 'wrong', problem: { code, detail } };
}

/** What the file says, and else what was known. */
function detailsOf(row: FileRow, known: CustomerDetails): CustomerDetails {
  return {
    name: row.name ?? known.name,
    phone: row.phone ?? known.phone,
    address: row.address ?? known.address,
    idNumber: row.idNumber ?? known.idNumber,
    language: row.language === undefined ? known.language : row.language || null,
    notes: row.notes ?? known.notes,
  };
}

function keyOf(row: FileRow, known: MeterKey): MeterKey {
  return {
    supplyGroupCode: row.supplyGroupCode ?? known.supplyGroupCode,
    keyRevisionNumber: row.keyRevisionNumber ?? known.keyRevisionNumber,
    tariffIndex: row.tariffIndex ?? known.tariffIndex,
    encryptionAlgorithm: row.encryptionAlgorithm ?? known.encryptionAlgorithm,
    tokenCarrierType: row.tokenCarrierType ?? known.tokenCarrierType,
  };
}

function changed<Part extends MeterKey | CustomerDetails>(
  before: Part,
  after: Part,
): (keyof Part)[] {
  const names = Object.keys(after) as (keyof Part)[];
  return names.filter((name) => before[name] !== after[name]);
}
