import ts from 'typescript';
import { expect, it } from 'vitest';
import { nodesOf, parsed, placeOf } from './sources.ts';

/* What people read comes from the catalogue: no screen has a text of its own in it. */

/** Names and units that are the same in every language. */
const SAME_EVERYWHERE = ['Voltill', 'PIN', 'PDF', 'CSV', 'kWh', 'mm', 'STA', 'MISTY1'];

/** Attributes and properties that somebody reads or hears. */
const READ_BY_PEOPLE =
  /^(?:title|alt|placeholder|label|about|hint|text|name|message|summary|caption|heading|problem|advice|unit|prefix|suffix|aria-(?:label|description|roledescription|valuetext|placeholder))$/u;

/** Operators that come out as their left or their right side, or as both. */
const EITHER = [
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.PlusToken,
];

const files = parsed('src-renderer');

it('no screen has a text of its own', () => {
  const parts = files.filter(({ fileName }) => fileName.endsWith('.tsx'));
  expect(parts.length).toBeGreaterThan(100);
  const raw = parts.flatMap((file) => [...nodesOf(file)].flatMap(textsShownBy));
  expect(raw.filter(({ text }) => hasWords(text)).map(({ at, text }) => `${at}: ${text}`)).toEqual(
    [],
  );
});

it('finds them where there are some', () => {
  const source = `
    const a = <p title="one" className="flex">two {x ? 'three' : \`four \${y}\`} {t('key')} {z && 'five'}</p>;
    const b = <Field label={busy ? 'six' : t('key')} type="text" />;
    const c = [{ value: 'kept', text: 'seven' }];
    const d = <b>kWh {'\\u00b7'} 12</b>;`;
  const file = ts.createSourceFile(
    'a.tsx',
    source,
    ts.ScriptTarget.ESNext,
    true,
    ts.ScriptKind.TSX,
  );
  const found = [...nodesOf(file)].flatMap(textsShownBy).map(({ text }) => text.trim());
  expect(found.filter(hasWords)).toEqual(['one', 'two', 'three', 'four', 'five', 'six', 'seven']);
});

it('numbers and dates are written by Intl alone', () => {
  const byHand = /^(?:toFixed|toLocaleString|toLocaleDateString|toLocaleTimeString|toDateString)$/u;
  const calls = files
    .filter(({ fileName }) => !fileName.includes('/i18n/'))
    .flatMap((file) => [...nodesOf(file)])
    .filter((node) => ts.isPropertyAccessExpression(node) && byHand.test(node.name.text));
  expect(calls.map(placeOf)).toEqual([]);
});

interface Shown {
  readonly at: string;
  readonly text: string;
}

/** The strings that a node puts on the screen itself. */
function textsShownBy(node: ts.Node): Shown[] {
  if (ts.isJsxText(node)) return [{ at: placeOf(node), text: node.text }];
  if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) {
    return literalsIn(node.expression);
  }
  if (ts.isJsxAttribute(node) && READ_BY_PEOPLE.test(node.name.getText()) && node.initializer) {
    // `name` is read by people in components of ours only; in HTML it is for the machine.
    return isMachineName(node) ? [] : literalsIn(node.initializer);
  }
  const isText = ts.isPropertyAssignment(node) && ts.isIdentifier(node.name);
  return isText && /^(?:text|label|title|hint)$/u.test(node.name.text)
    ? literalsIn(node.initializer)
    : [];
}

function isMachineName(node: ts.JsxAttribute): boolean {
  const element = node.parent.parent;
  const isHtml = ts.isIdentifier(element.tagName) && /^[a-z]/u.test(element.tagName.text);
  return node.name.getText() === 'name' && isHtml;
}

/** The literals an expression can come out as; not those it only works with. */
function literalsIn(node: ts.Node): Shown[] {
  if (ts.isStringLiteralLike(node)) return [{ at: placeOf(node), text: node.text }];
  if (ts.isTemplateExpression(node)) {
    const pieces = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
    return [
      { at: placeOf(node), text: pieces.map(({ text }) => text).join(' ') },
      ...node.templateSpans.flatMap(({ expression }) => literalsIn(expression)),
    ];
  }
  if (ts.isConditionalExpression(node)) {
    return [node.whenTrue, node.whenFalse].flatMap(literalsIn);
  }
  if (ts.isBinaryExpression(node)) {
    const isEither = EITHER.includes(node.operatorToken.kind);
    return [...(isEither ? [node.left] : []), ...(isChoice(node) ? [node.right] : [])].flatMap(
      literalsIn,
    );
  }
  if (ts.isParenthesizedExpression(node)) return literalsIn(node.expression);
  return ts.isJsxExpression(node) && node.expression ? literalsIn(node.expression) : [];
}

/** Whether the right side may be what comes out. A comparison comes out as neither side. */
function isChoice({ operatorToken }: ts.BinaryExpression): boolean {
  return [...EITHER, ts.SyntaxKind.AmpersandAmpersandToken].includes(operatorToken.kind);
}

function hasWords(text: string): boolean {
  const words = text.match(/\p{L}[\p{L}\p{N}]*/gu) ?? [];
  return words.some((word) => !SAME_EVERYWHERE.includes(word));
}
