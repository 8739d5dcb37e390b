import { readdir, readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskPlace } from '../../src-shared/contract/backup-shapes.ts';

/** Where Linux puts sticks and disks that somebody plugs in. */
const MOUNTED = /^\/(media(\/[^/]+){1,2}|run\/media\/[^/]+\/[^/]+|mnt\/[^/]+)$/;

/** The sticks and other disks that are plugged in, with the room there is on them. */
export async function findPlaces(): Promise<DiskPlace[]> {
  const places = await Promise.all((await folders()).map(withRoom));
  return places.flatMap((place) => (place ? [place] : []));
}

async function folders(): Promise<string[]> {
  switch (process.platform) {
    case 'win32':
      // C is the computer's own.
      return [...'DEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`);
    case 'darwin':
      return (await readdir('/Volumes').catch(() => [])).map((name) => join('/Volumes', name));
    default: {
      const mounts = await readFile('/proc/mounts', 'utf8').catch(() => '');
      const points = mounts.split('\n').map((line) => unescaped(line.split(' ')[1] ?? ''));
      return [...new Set(points)].filter((point) => MOUNTED.test(point));
    }
  }
}

/** Null where nothing is plugged in under that name. */
async function withRoom(folder: string): Promise<DiskPlace | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return { folder, freeBytes: bavail * bsize };
  } catch {
    return null;
  }
}

/** A space in the name of a stick is written `\040`. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
