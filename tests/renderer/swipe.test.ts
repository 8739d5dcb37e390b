import { describe, expect, it } from 'vitest';
import { createSwipeReader } from '../../src-renderer/helpers/swipe.ts';

const CARD = '60072707123456787000000211123457011';

/** Types `text` and Enter with the same pause before each key; answers what the reader made of it. */
function typed(text: string, pause: number): string | null {
  const reader = createSwipeReader();
  let at = 1000;
  for (const key of text) {
    at += pause;
    expect(reader.feed(key, at)).toBeNull();
  }
  return reader.feed('Enter', at + pause);
}

describe('a card reader', () => {
  it('is told by its sentinel or by the length of a card', () => {
    expect(typed(`;${CARD}?`, 4)).toBe(`;${CARD}?`);
    expect(typed(CARD, 4)).toBe(CARD);
    expect(typed('600727071234567870', 4)).toBe('600727071234567870');
  });

  it('is not a person who types', () => {
    expect(typed(`;${CARD}?`, 90)).toBeNull();
    expect(typed(CARD, 90)).toBeNull();
  });

  it('is not a quick amount, however large', () => {
    expect(typed('100', 4)).toBeNull();
    expect(typed('99999999999', 4)).toBeNull();
  });

  it('is told by the number of a meter, whose check digit is right', () => {
    expect(typed('07123456787', 4)).toBe('07123456787');
    expect(typed('0000000000108', 4)).toBeNull();
    expect(typed('07123456786', 4)).toBeNull();
    expect(typed('07123456787', 60)).toBeNull();
    expect(typed('0712345678701', 4)).toBeNull();
  });

  it('begins with its sentinel, whatever was typed the moment before', () => {
    expect(typed(`50;${CARD}?`, 4)).toBe(`;${CARD}?`);
  });

  it('says when it may have begun', () => {
    const reader = createSwipeReader();
    reader.feed('0', 100);
    expect(reader.hasJustBegun).toBe(true);
    reader.feed('7', 104);
    expect(reader.hasJustBegun).toBe(false);
    reader.feed('1', 300);
    expect(reader.hasJustBegun).toBe(true);
  });

  it('starts anew after a pause, whatever was typed before', () => {
    const reader = createSwipeReader();
    reader.feed('5', 0);
    reader.feed('0', 200);
    let at = 2000;
    for (const key of `;${CARD}?`) {
      at += 3;
      reader.feed(key, at);
    }
    expect(reader.feed('Enter', at + 3)).toBe(`;${CARD}?`);
    expect(reader.feed('Enter', at + 6)).toBeNull();
  });

  it('may hold shift on the way', () => {
    const reader = createSwipeReader();
    let at = 0;
    for (const key of ['Shift', '%', 'B', ...CARD]) {
      at += 3;
      reader.feed(key, at);
    }
    expect(reader.feed('Enter', at + 3)).toBe(`%B${CARD}`);
  });
});
