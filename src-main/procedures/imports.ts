import type { importProcedures } from '../../src-shared/contract/import-procedures.ts';
import { exportMeters } from '../customers/files/export-meters.ts';
import { actorOf, type Handlers } from '../dispatch.ts';
import type { Shop } from '../shop.ts';

/** Meters and customers from files, and into files. */
export function importHandlers(shop: () => Shop): Handlers<keyof typeof importProcedures> {
  const desk = () => shop().imports;
  return {
    'imports.begin': (input) => desk().begin(input),
    'imports.add': (input) => {
      desk().add(input);
      return {};
    },
    'imports.look': (input) => desk().look(input),
    'imports.rows': (input) => desk().rows(input),
    'imports.do': (input, session, approver) => desk().take(input, actorOf(session, approver)),
    'imports.file': (input) => desk().file(input),
    'customers.export': ({ format, after }) => exportMeters(shop().books.meterFiles, format, after),
  };
}
