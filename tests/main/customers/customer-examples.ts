import type { CustomerDetails } from '../../../src-shared/contract/customer-shapes.ts';
import { luhnDigit } from '../../../src-shared/sts/digits.ts';

/** The DRN that begins with these ten digits. */
export function drn(body: string): string {
  return `${body}${luhnDigit(body)}`;
}

export function details(changed: Partial<CustomerDetails> = {}): CustomerDetails {
  return { name: '', phone: '', address: '', idNumber: '', language: null, notes: '', ...changed };
}
