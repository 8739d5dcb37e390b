import { useEffect, useRef } from 'react';
import type { KeyName } from './key-map.ts';

/** Returns false to leave the key to the next in line. */
type KeyAction = (event: KeyboardEvent) => boolean | undefined;
export type KeyMap = { readonly [Name in KeyName]?: KeyAction | undefined };

/** Who is asked first: a dialog before the screen under it, the screen before the frame around it. */
type Level = 'frame' | 'screen' | 'dialog';
const order: readonly Level[] = ['dialog', 'screen', 'frame'];

interface Layer {
  readonly level: Level;
  readonly keys: { readonly current: KeyMap };
}

const layers: Layer[] = [];

/** The keys a browser would act on: they are the till's, whether a screen uses them now or not. */
const OURS = /^F([1-9]|10|12)$/u;

export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string {
  // With Alt some layouts send another character for a digit, so the key's place decides.
  const digit = event.altKey ? /^(?:Digit|Numpad)(\d)$/u.exec(event.code)?.[1] : undefined;
  const letter = event.altKey ? /^Key([A-Z])$/u.exec(event.code)?.[1]?.toLowerCase() : undefined;
  const key = digit ?? letter ?? (event.key.length === 1 ? event.key.toLowerCase() : event.key);
  const held = `${event.ctrlKey || event.metaKey ? 'Control+' : ''}${event.altKey ? 'Alt+' : ''}`;
  return held + key;
}

function onKeyDown(event: KeyboardEvent): void {
  const name = keyName(event);
  if (OURS.test(name)) event.preventDefault();
  else if (event.defaultPrevented) return;
  for (const level of order) {
    const here = layers.filter((layer) => layer.level === level).reverse();
    for (const { keys } of here) {
      const action = actionOf(keys.current, name);
      if (!action || action(event) === false) continue;
      event.preventDefault();
      return;
    }
    // What is under an open dialog must not move.
    if (level === 'dialog' && here.length > 0) return;
  }
}

function actionOf(keys: KeyMap, pressed: string): KeyAction | undefined {
  const actions: Readonly<Record<string, KeyAction | undefined>> = keys;
  return Object.hasOwn(actions, pressed) ? actions[pressed] : undefined;
}

/** Listens to keys wherever the focus is, for as long as the component is on the screen. */
export function useKeys(level: Level, keys: KeyMap): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const layer: Layer = { level, keys: current };
    if (layers.length === 0) document.addEventListener('keydown', onKeyDown);
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) document.removeEventListener('keydown', onKeyDown);
    };
  }, [level]);
}
