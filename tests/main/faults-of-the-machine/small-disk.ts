import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own in memory, for what no folder can show: that it is full, or locked. Linux, as root. */
export class SmallDisk {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Null where this computer does not let a test have one. */
  static mount(megabytes: number): SmallDisk | null {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
    const folder = mkdtempSync(join(tmpdir(), 'voltill-disk-'));
    try {
      run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder);
      return new SmallDisk(folder);
    } catch {
      rmSync(folder, { recursive: true });
      return null;
    }
  }

  /** Leaves no room on it. */
  fill(): void {
    const block = Buffer.alloc(4096);
    const file = join(this.folder, 'ballast');
    try {
      for (;;) writeFileSync(file, block, { flag: 'a' });
    } catch {
      // Full.
    }
  }

  makeRoom(): void {
    rmSync(join(this.folder, 'ballast'));
  }

  lock(): void {
    run('mount', '-o', 'remount,ro', this.folder);
  }

  unlock(): void {
    run('mount', '-o', 'remount,rw', this.folder);
  }

  remove(): void {
    run('umount', '--lazy', this.folder);
    rmSync(this.folder, { recursive: true });
  }
}

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: 'pipe' });
}
