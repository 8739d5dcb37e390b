/** Bytes given to `fromCharCode` at once: it takes each as an argument of its own. */
const ARGUMENTS = 8192;

export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += ARGUMENTS) {
    text += String.fromCharCode(...bytes.subarray(at, at + ARGUMENTS));
  }
  return btoa(text);
}
