import { z } from 'zod';
import {
  backupPlace,
  backupSettings,
  backupState,
  diskPlace,
  passphrase,
  restoreInput,
  restoreLook,
} from './backup-shapes.ts';
import { acts, asks, looks } from './procedure.ts';
import { tillState } from './shapes.ts';

const nothing = z.strictObject({});

/** Copies of the ledger, and the way back from one. */
export const backupProcedures = {
  'backup.state': looks('see-backups', nothing, backupState),
  'backup.save': acts('manage-backups', backupSettings, backupState),
  'backup.now': acts('run-backup', nothing, backupState),
  /** Sticks and other disks that are plugged in, for whoever does not know what a path is. */
  'backup.places': asks('set-up', nothing, z.array(diskPlace)),
  /** Copies in a folder. While a shop is open, for its owner alone. */
  'restore.find': asks('set-up', backupPlace, z.array(restoreLook)),
  'restore.look': asks('set-up', restoreInput, restoreLook),
  /** Puts a copy in the place of the ledger; what stood there is kept beside it under another name. */
  'restore.do': acts('set-up', restoreInput, tillState),
  /** Writes the shop into one file for another computer and retires it here: it sells no more. */
  'move.export': acts(
    'manage-backups',
    z.strictObject({ folder: backupPlace.shape.folder, passphrase }),
    z.object({ file: z.string() }),
  ),
} as const;
