import type { Answer } from '../../src-shared/contract/failure.ts';
import {
  type Input,
  type Output,
  type ProcedureName,
  procedures,
} from '../../src-shared/contract/procedures.ts';

export type Call = (name: string, input: unknown) => Promise<Answer<unknown>>;

/** Asks a till that has to say yes. */
export async function ask<Name extends ProcedureName>(
  call: Call,
  name: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  const answer = await call(name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`);
  // The till's word is checked against the contract; here it gives the value its type.
  return procedures[name].output.parse(answer.value) as Output<Name>;
}
