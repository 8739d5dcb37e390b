import type { LedgerKind } from '../ledger/choice.ts';

/** What the name of a copy says: whose it is, when it was made, and what for. */
export interface CopyName {
  readonly kind: LedgerKind;
  /** Six hex digits that stay with a ledger: several tills may share a folder. */
  readonly mark: string;
  readonly at: Date;
  readonly purpose: 'backup' | 'move';
  readonly encrypted: boolean;
}

const NAME =
  /^voltill-(shop|training)-([0-9a-f]{6})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(-move)?\.(sqlite|voltill)$/;
const DRAFT = '.part';

/** e.g. `voltill-shop-3fa9c1-20261122T081530Z.sqlite`; encrypted ones end in `.voltill`. UTC. */
export function copyName({ kind, mark, at, purpose, encrypted }: CopyName): string {
  const shop = kind === 'live' ? 'shop' : 'training';
  const move = purpose === 'move' ? '-move' : '';
  return `voltill-${shop}-${mark}-${compactTime(at)}${move}.${encrypted ? 'voltill' : 'sqlite'}`;
}

/** `20261122T081530Z` */
export function compactTime(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Null for every other file. */
export function readCopyName(name: string): CopyName | null {
  const parts = NAME.exec(name);
  if (!parts) return null;
  const [, shop, mark = '', year, month, day, hour, minute, second, move, ending] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(at.getTime())) return null;
  return {
    kind: shop === 'shop' ? 'live' : 'training',
    mark,
    at,
    purpose: move ? 'move' : 'backup',
    encrypted: ending === 'voltill',
  };
}

/** A copy has this name until it is whole and was checked. */
export function draftName(name: string): string {
  return `${name}${DRAFT}`;
}

/** Whether it is what a program that died left of a copy of this ledger. */
export function isDraftOf(mark: string, name: string): boolean {
  return name.endsWith(DRAFT) && readCopyName(name.slice(0, -DRAFT.length))?.mark === mark;
}
