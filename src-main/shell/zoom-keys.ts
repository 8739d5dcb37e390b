import type { BrowserWindow } from 'electron';

const STEP = 0.5;
/** 1.2 to the power of these: about a half, and a little over 200 %. */
const LEAST = -4;
const MOST = 4.5;

/** Zoom in, out and back by keyboard; without a menu nothing else would offer it. */
export function keepZoomKeys(window: BrowserWindow): void {
  window.webContents.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown' || !(input.control || input.meta)) return;
    const level = window.webContents.getZoomLevel();
    const next = zoomed(input.key, level);
    if (next === null) return;
    event.preventDefault();
    window.webContents.setZoomLevel(Math.min(MOST, Math.max(LEAST, next)));
  });
}

function zoomed(key: string, level: number): number | null {
  switch (key) {
    case '+':
    case '=':
      return level + STEP;
    case '-':
      return level - STEP;
    case '0':
      return 0;
    default:
      return null;
  }
}
