import type { z } from 'zod';
import type { Permission } from './permissions.ts';

/**
 * `acts`: something is changed by it, and a refusal is kept in the audit trail. `asks`: somebody wants to
 * know. `looks`: the screen asks by itself, so it proves nobody at the till.
 */
type Manner = 'acts' | 'asks' | 'looks';

interface Procedure<Input extends z.ZodType, Output extends z.ZodType> {
  readonly manner: Manner;
  readonly permission: Permission;
  readonly input: Input;
  readonly output: Output;
}

type Make = <Input extends z.ZodType, Output extends z.ZodType>(
  permission: Permission,
  input: Input,
  output: Output,
) => Procedure<Input, Output>;

export const acts: Make = (permission, input, output) => ({
  manner: 'acts',
  permission,
  input,
  output,
});
export const asks: Make = (permission, input, output) => ({
  manner: 'asks',
  permission,
  input,
  output,
});
export const looks: Make = (permission, input, output) => ({
  manner: 'looks',
  permission,
  input,
  output,
});
