import type { Locator, Page } from '@playwright/test';
import type { Words } from './words.ts';

/**
 * The page, or a part of it, on which everything is found by what it is called in English, whatever
 * language it speaks.
 */
export function speaking<Part extends Page | Locator>(part: Part, words: Words): Part {
  return new Proxy(part, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        const result: unknown = Reflect.apply(
          member,
          target,
          inOtherWords(String(name), given, words),
        );
        return isLocator(result) ? speaking(result, words) : result;
      };
    },
  });
}

function isLocator(value: unknown): value is Locator {
  return typeof value === 'object' && value !== null && 'waitFor' in value && 'locator' in value;
}

/** What `getByRole` and the like are given, with what is said in English translated. */
function inOtherWords(method: string, given: readonly unknown[], words: Words): readonly unknown[] {
  const [first, options] = given;
  if (/^getBy(?:Text|Label|Title|Placeholder)$/u.test(method) && isSaid(first)) {
    return [words.of(first, isExact(options)), options];
  }
  if (method === 'getByRole' && hasName(options)) {
    return [first, { ...options, name: words.of(options.name, isExact(options)) }];
  }
  if (method === 'filter' && hasText(first)) {
    return [{ ...first, hasText: words.of(first.hasText) }];
  }
  return given;
}

function isSaid(value: unknown): value is string | RegExp {
  return typeof value === 'string' || value instanceof RegExp;
}

function isExact(options: unknown): boolean {
  return typeof options === 'object' && options !== null && Reflect.get(options, 'exact') === true;
}

function hasName(options: unknown): options is { readonly name: string | RegExp } {
  return typeof options === 'object' && options !== null && isSaid(Reflect.get(options, 'name'));
}

function hasText(options: unknown): options is { readonly hasText: string | RegExp } {
  return typeof options === 'object' && options !== null && isSaid(Reflect.get(options, 'hasText'));
}
