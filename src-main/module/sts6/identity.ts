import type { ModuleIdentity, ModuleIdentityDetails } from '../security-module.ts';
import { FieldReader, PtvdError } from './ptvd.ts';

/** The answer to `SM?DI`: P module id, P firmware id. */
export function readIdentity(payload: string): ModuleIdentity {
  const fields = new FieldReader(payload, 2);
  return { moduleId: fields.text(), firmwareId: fields.text() };
}

/**
 * The answer of an Edition 1 module to its own `SM?ID`. Its fixed-width layout is not published, so
 * the module id and the firmware id are searched for by their shape.
 */
export function readEditionOneIdentity(payload: string): ModuleIdentity {
  const firmware = /STS\d{2}[A-Z]\d{2}/.exec(payload);
  if (!firmware) throw new PtvdError('62', 'no firmware id');
  const rest = payload.replace(firmware[0], ' ');
  return { moduleId: /[89]\d{7}/.exec(rest)?.[0] ?? '', firmwareId: firmware[0] };
}

/** The answer to `SM?QI`. */
export function readIdentityDetails(payload: string): ModuleIdentityDetails {
  const fields = new FieldReader(payload, 4);
  return {
    publicKeyId: fields.text(),
    hardwareId: fields.text(),
    firmwareId: fields.text(),
    firmwareHash: fields.text(),
  };
}

/**
 * What the firmware id says of a module. `ready`: STS Edition 2, speaks this protocol. `upgradeable`:
 * Edition 1, the maker can upgrade it to STS65V10. `manufacturing` (`STS05M…`): Edition 1 and stays it.
 */
export type FirmwareKind = 'ready' | 'upgradeable' | 'manufacturing' | 'unknown';

export function firmwareKind(firmwareId: string): FirmwareKind {
  if (/^STS6/.test(firmwareId)) return 'ready';
  if (/^STS0\dM/.test(firmwareId)) return 'manufacturing';
  return /^STS0/.test(firmwareId) ? 'upgradeable' : 'unknown';
}
