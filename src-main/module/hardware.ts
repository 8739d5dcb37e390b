import type { Hardware } from '../../src-shared/contract/shapes.ts';
import { EMULATED_HARDWARE_ID, type ModuleIdentity } from './security-module.ts';
import { firmwareKind } from './sts6/identity.ts';

/**
 * What a module is, by the table of hardware in the field: the firmware decides whether it is ready, and
 * the serial number (94 TSM250 USB, 89 TSM500 and TSM500i NSS) or the hardware id whether and how it can
 * be upgraded.
 *
 * @param hardwareId null where the module does not tell it; Edition 1 modules do not
 */
export function hardwareOf(identity: ModuleIdentity, hardwareId: string | null): Hardware {
  const kind = firmwareKind(identity.firmwareId);
  const model = hardwareId ?? '';
  if (kind === 'ready') return { kind, advice: readyAdvice(identity.firmwareId, model) };
  if (/TSM ?(200|210|410)/i.test(model)) return { kind: 'not-upgradeable', advice: 'old-model' };
  if (kind === 'manufacturing') return { kind: 'not-upgradeable', advice: 'manufacturing' };
  if (kind === 'unknown') return { kind, advice: 'unknown' };
  const advice = upgradeAdvice(identity.moduleId, model);
  // An Edition 1 module that the table does not name: only its maker can tell.
  return advice ? { kind: 'upgradeable', advice } : { kind: 'edition-1', advice: 'edition-1' };
}

function readyAdvice(firmwareId: string, model: string): Hardware['advice'] {
  if (model === EMULATED_HARDWARE_ID) return 'emulated';
  if (firmwareId.startsWith('STS65')) return 'ready-tsm250';
  return firmwareId.startsWith('STS64') ? 'ready-tsm500' : 'ready';
}

function upgradeAdvice(moduleId: string, model: string): Hardware['advice'] | null {
  if (/TSM ?500i/i.test(model)) return 'upgrade-tsm500i';
  if (/TSM ?500/i.test(model)) return 'upgrade-tsm500';
  if (/TSM ?250/i.test(model) || /^94\d{6}$/.test(moduleId)) return 'upgrade-tsm250';
  // Only the label on the front tells a TSM500 from a TSM500i.
  return /^89\d{6}$/.test(moduleId) ? 'upgrade-nss' : null;
}
