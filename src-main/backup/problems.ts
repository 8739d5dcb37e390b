import { Refusal } from '../refusal.ts';
import { isCode } from './system-code.ts';

/** What the system said while a folder for copies was used, as something a person can act on. */
export function folderProblem(error: unknown, folder: string): Refusal {
  if (error instanceof Refusal) return error;
  const code = folderCode(error);
  return new Refusal(code, { folder, reason: reasonOf(error) }, { cause: error });
}

function folderCode(error: unknown): string {
  if (isCode(error, 'ENOENT', 'ENOTDIR', 'ENXIO', 'ENODEV')) return 'backup.folder-missing';
  if (isCode(error, 'EACCES', 'EPERM', 'EROFS')) return 'backup.read-only';
  if (isCode(error, 'ENOSPC', 'EDQUOT', 'EFBIG')) return 'backup.disk-full';
  return 'backup.broke-off';
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
