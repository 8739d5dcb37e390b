/** A file without its folder, whichever system wrote it. */
export function fileName(file: string): string {
  return file.split(/[\\/]/u).at(-1) ?? file;
}
