import { backupSource } from './backup-source.ts';
import { clockSource } from './clock-source.ts';
import { depositSource } from './deposit-source.ts';
import { diskSource } from './disk-source.ts';
import { keyExpirySource, keyRefreshSource } from './key-sources.ts';
import { licenceCountSource, licenceEndSource } from './licence-source.ts';
import { limitSource } from './limit-source.ts';
import { printerSource } from './printer-source.ts';
import type { AlarmSource } from './source.ts';

/** Every source of alarms. A new one is a function of the facts and a line here. */
export const alarmSources: readonly AlarmSource[] = [
  licenceCountSource,
  licenceEndSource,
  keyExpirySource,
  keyRefreshSource,
  limitSource,
  clockSource,
  depositSource,
  backupSource,
  diskSource,
  printerSource,
];
