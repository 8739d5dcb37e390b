import type { ReceiptBlock, ReceiptDocument } from '../../src-shared/contract/receipt.ts';
import { assertNever } from '../../src-shared/result.ts';
import { groupsOfFour } from './format.ts';

/** The same slip as text for a message: a line a fact, since no telephone has columns to keep. */
export function plainSlip({ blocks }: ReceiptDocument): string {
  return blocks
    .flatMap(linesOf)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function linesOf(block: ReceiptBlock): string[] {
  switch (block.kind) {
    case 'title':
    case 'text':
      return [block.text];
    case 'mark':
      return [`*** ${block.text} ***`];
    case 'pair':
      return [`${block.label}: ${block.value}`];
    case 'rule':
      return [''];
    case 'logo':
    case 'ruler':
      return [];
    case 'token':
      return [`${block.label}:`, groupsOfFour(block.digits).join(' ')];
    default:
      return assertNever(block);
  }
}
