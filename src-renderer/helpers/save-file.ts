/** Hands a file the till made to the browser's, or the window's, own saving. */
export function saveFile(fileName: string, base64: string, type: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download takes its copy of the address when it begins; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
