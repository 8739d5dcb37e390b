import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/* The sources as the compiler understands them: which texts they ask for, and which they write themselves. */

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Sources {
  readonly checker: ts.TypeChecker;
  readonly files: readonly ts.SourceFile[];
}

/** @param folder `src-renderer` or `src-main`, with a tsconfig.json of its own; `also`: folders it imports */
export function sourcesIn(folder: string, also: readonly string[] = []): Sources {
  const file = `${root}${folder}/tsconfig.json`;
  const config = ts.readConfigFile(file, ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(
    config.config,
    ts.sys,
    dirname(file),
  );
  const program = ts.createProgram(fileNames, { ...options, incremental: false });
  const places = [folder, ...also].map((each) => `${root}${each}/`);
  const files = program
    .getSourceFiles()
    .filter(({ fileName }) => places.some((place) => fileName.startsWith(place)));
  return { checker: program.getTypeChecker(), files };
}

/** The files of a folder as they are written, without their types: that is quicker. */
export function parsed(folder: string): ts.SourceFile[] {
  return readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/u.test(file))
    .map((file) => {
      const path = join(root, folder, file);
      return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext, true);
    });
}

/** Every node under one, itself included. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesOf(child);
}

/** `src-renderer/app.tsx:12`, for messages. */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${relative(root, file.fileName)}:${line + 1}`;
}

/** A text that is asked for: its keys, as many as the expression can be; null where that is not known. */
export interface Asked {
  readonly place: string;
  readonly source: string;
  readonly keys: readonly string[] | null;
}

/** Every string that is written, templates filled in where the types say with what. */
export function textsWritten({ checker, files }: Sources): ReadonlySet<string> {
  const written = files.flatMap((file) =>
    [...nodesOf(file)].flatMap((node) =>
      ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)
        ? (valuesOf(node, checker) ?? [])
        : [],
    ),
  );
  return new Set(written);
}

/** Every call of `t(…)`, `i18n.t(…)` and the like. */
export function textsAskedFor({ checker, files }: Sources): Asked[] {
  return files.flatMap((file) =>
    [...nodesOf(file)].flatMap((node) => {
      if (!ts.isCallExpression(node) || calledName(node) !== 't') return [];
      const [key] = node.arguments;
      if (!key) return [];
      const keys = valuesOf(key, checker);
      return [{ place: placeOf(node), source: key.getText(), keys }];
    }),
  );
}

function calledName({ expression }: ts.CallExpression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : '';
}

/** Every string an expression can be; null where the types do not say. */
function valuesOf(expression: ts.Expression, checker: ts.TypeChecker): string[] | null {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isConditionalExpression(expression)) {
    return together(
      [expression.whenTrue, expression.whenFalse].map((each) => valuesOf(each, checker)),
    );
  }
  if (ts.isTemplateExpression(expression)) {
    return expression.templateSpans.reduce<string[] | null>(
      (starts, { expression: span, literal }) => {
        const values = valuesOf(span, checker);
        if (!starts || !values) return null;
        return starts.flatMap((start) => values.map((value) => start + value + literal.text));
      },
      [expression.head.text],
    );
  }
  return literalsOf(checker.getTypeAtLocation(expression));
}

function literalsOf(type: ts.Type): string[] | null {
  if (type.isUnion()) return together(type.types.map(literalsOf));
  return type.isStringLiteral() || type.isNumberLiteral() ? [String(type.value)] : null;
}

function together(parts: readonly (readonly string[] | null)[]): string[] | null {
  const known = parts.filter((part) => part !== null);
  return known.length === parts.length ? known.flat() : null;
}
