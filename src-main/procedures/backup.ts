import type { Operator, TillState } from '../../src-shared/contract/shapes.ts';
import type { RestoreDesk } from '../backup/restore-desk.ts';
import { actorOf, type Handlers, type Session } from '../dispatch.ts';
import type { LedgerKind } from '../ledger/choice.ts';
import { Refusal } from '../refusal.ts';
import type { Shop } from '../shop.ts';

type Backup =
  | 'backup.state'
  | 'backup.save'
  | 'backup.now'
  | 'backup.places'
  | 'restore.find'
  | 'restore.look'
  | 'restore.do'
  | 'move.export';

export interface BackupParts {
  readonly shop: () => Shop;
  /** The shop that is open; null on the first run and where its ledger cannot be opened. */
  readonly openShop: () => Shop | null;
  readonly restoring: () => Promise<RestoreDesk>;
  /** Whether there is a ledger of this kind that is not open because it cannot be. */
  readonly isInTrouble: (shop: LedgerKind) => boolean;
  readonly has: (shop: LedgerKind) => boolean;
  readonly replace: (shop: LedgerKind, work: () => Promise<void>) => Promise<void>;
  readonly stateOf: (session: Session) => TillState;
  /** Every screen has to look again. */
  readonly tellAll: () => void;
}

/** Copies of the ledger, the way back from one, and the way to another computer. */
export function backupHandlers(parts: BackupParts): Handlers<Backup> {
  const { shop, openShop, restoring, replace, stateOf, tellAll } = parts;
  return {
    'backup.state': () => shop().backups.state(),
    'backup.save': async (input, session, approver) => {
      const { backups } = shop();
      await backups.save(input, actorOf(session, approver));
      return backups.state();
    },
    'backup.now': async (_, session, approver) => {
      const { backups } = shop();
      await backups.now(actorOf(session, approver));
      return backups.state();
    },

    'backup.places': async (_, session) => {
      mustBeOwner(openShop(), session);
      const { findPlaces } = await import('../backup/find-places.ts');
      return findPlaces();
    },
    'restore.find': async ({ folder }, session) => {
      mustBeOwner(openShop(), session);
      return (await restoring()).find(folder);
    },
    'restore.look': async ({ file, passphrase }, session) => {
      mustBeOwner(openShop(), session);
      return (await restoring()).look(file, passphrase);
    },
    'restore.do': async ({ file, passphrase }, session) => {
      const by = mustBeOwner(openShop(), session)?.name ?? '';
      const sitting = session.operator;
      const mayReplace = (kind: LedgerKind) => {
        // Reading a copy takes its time, in which somebody else may have sat down.
        if (session.operator !== sitting) throw new Refusal('sign-in-first');
        mustBeOwner(openShop(), session);
        const open = openShop();
        const isThis = open !== null && open.training === (kind === 'training');
        if (isThis || !parts.has(kind) || parts.isInTrouble(kind)) return;
        throw new Refusal(`restore.${kind}-shop-exists`);
      };
      await (await restoring()).restore(file, passphrase, { by, mayReplace, replace });
      return stateOf(session);
    },

    'move.export': async ({ folder, passphrase }, session, approver) => {
      const file = await shop().mover.export(folder, passphrase, actorOf(session, approver));
      tellAll();
      return { file };
    },
  };
}

/**
 * A till that works is replaced by nobody who walks up to it: only while there is no shop, or its ledger
 * cannot be opened, is there nobody to ask.
 *
 * @throws Refusal `sign-in-first`, `not-allowed`
 */
function mustBeOwner(shop: Shop | null, { operator }: Session): Operator | null {
  if (!shop) return null;
  if (!operator) throw new Refusal('sign-in-first');
  if (operator.role !== 'owner') throw new Refusal('not-allowed', { procedure: 'restore' });
  return operator;
}
