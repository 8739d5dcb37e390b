import { describe, expect, it } from 'vitest';
import { countdownTo } from '../../src-renderer/helpers/countdown.ts';

const now = new Date('2026-03-02T08:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
const moods = (days: readonly number[], ...warning: { amber: number; red: number }[]) =>
  days.map((each) => countdownTo(inDays(each), now, ...warning).mood);

describe('a countdown', () => {
  it('counts whole days, and below zero once it is over', () => {
    expect(countdownTo(inDays(5.5), now).days).toBe(5);
    expect(countdownTo(inDays(-0.5), now).days).toBe(-1);
  });

  it('warns as the owner wants, from the very day on', () => {
    expect(moods([61, 60, 15, 14], { amber: 60, red: 14 })).toEqual([
      'calm',
      'amber',
      'amber',
      'red',
    ]);
  });

  it('warns a month and a week before while that is not known', () => {
    expect(moods([31, 30, 8, 7])).toEqual(['calm', 'amber', 'amber', 'red']);
  });

  it('is red once it is over, whatever the owner wants', () => {
    expect(moods([-1], { amber: 0, red: 0 })).toEqual(['red']);
  });
});
