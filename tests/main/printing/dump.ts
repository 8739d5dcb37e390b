/** Bytes for a golden file: what is text as text, a line a line; everything else in hex. */
export function dump(bytes: Uint8Array): string {
  let text = '';
  let hex: string[] = [];
  const endHex = () => {
    if (hex.length > 0) text += `<${hex.join(' ')}>`;
    hex = [];
  };
  for (const byte of bytes) {
    const isText = byte >= 0x20 && byte < 0x7f && byte !== 0x3c;
    if (!isText) hex.push(byte.toString(16).padStart(2, '0'));
    else {
      endHex();
      text += String.fromCharCode(byte);
    }
    if (byte === 0x0a) {
      endHex();
      text += '\n';
    }
  }
  endHex();
  return text;
}
