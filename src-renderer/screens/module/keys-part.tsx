import { useTill } from '../../stores/till.ts';
import { RegisterTable } from './register-table.tsx';

/** The keys in the module. */
export function KeysPart() {
  const module = useTill((store) => store.module);
  return module && <RegisterTable registers={module.registers} />;
}
