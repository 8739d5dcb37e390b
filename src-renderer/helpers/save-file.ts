/** Hands a file the till made to the browser's, or the window's, own saving. */
export function saveFile(fileName: string, base64: string, type: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  save(fileName, new Blob([bytes], { type }));
}

/** The same for a text that came in parts. */
export function saveText(fileName: string, parts: readonly string[], type: string): void {
  save(fileName, new Blob([...parts], { type }));
}

function save(fileName: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download takes its copy of the address when it begins; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
