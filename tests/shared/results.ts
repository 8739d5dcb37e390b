import { expect } from 'vitest';
import type { Result } from '../../src-shared/result.ts';

/** The value of a result that must be good; the test fails with the error otherwise. */
export function accepted<Value>(result: Result<Value, unknown>): Value {
  if (result.ok) return result.value;
  return expect.fail(`refused: ${JSON.stringify(result.error)}`);
}

/** The error of a result that must be refused; the test fails with the value otherwise. */
export function refused<Failure>(result: Result<unknown, Failure>): Failure {
  if (!result.ok) return result.error;
  return expect.fail(`accepted: ${JSON.stringify(result.value)}`);
}
