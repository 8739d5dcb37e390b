import type { ReceiptDocument } from '../../../src-shared/contract/receipt.ts';

/** All letters and digits of a document in reading order, without blanks: what any rendering must show. */
export function previewText(document: ReceiptDocument): string {
  return squeeze(
    document.blocks
      .map((block) => {
        switch (block.kind) {
          case 'logo':
          case 'rule':
          case 'ruler':
            return '';
          case 'pair':
            return `${block.label}${block.value}`;
          case 'token':
            return `${block.label}${block.digits}`;
          default:
            return block.text;
        }
      })
      .join(''),
  );
}

/** Without blanks and rules, which each rendering puts where it wants. */
export function squeeze(text: string): string {
  return text.replace(/[\s─]+/g, '');
}
