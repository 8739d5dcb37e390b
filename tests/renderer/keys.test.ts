import { describe, expect, it } from 'vitest';
import { keyName } from '../../src-renderer/helpers/keys.ts';

const bare = { key: '', code: '', ctrlKey: false, metaKey: false, altKey: false };

describe('the name of a key', () => {
  it('is what stands on it, with what is held', () => {
    expect(keyName({ ...bare, key: 'F2', code: 'F2' })).toBe('F2');
    expect(keyName({ ...bare, key: 'Escape', code: 'Escape' })).toBe('Escape');
    expect(keyName({ ...bare, key: 'L', code: 'KeyL', ctrlKey: true })).toBe('Control+l');
    expect(keyName({ ...bare, key: 'c', code: 'KeyC', metaKey: true })).toBe('Control+c');
  });

  it('goes by place with Alt, which makes other characters on some layouts', () => {
    expect(keyName({ ...bare, key: '\u00a1', code: 'Digit1', altKey: true })).toBe('Alt+1');
    expect(keyName({ ...bare, key: '\u00e7', code: 'KeyC', altKey: true })).toBe('Alt+c');
  });
});
