/**
 * Puts text on the clipboard from within a press or a key. The copy event needs no permission, so it
 * works in the window, which grants none, as well as in a browser.
 */
export function copyText(text: string): boolean {
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', put, { once: true });
  const copied = document.execCommand('copy');
  document.removeEventListener('copy', put);
  return copied;
}

/** Whether Ctrl+C would copy something the user has marked. */
export function somethingSelected(): boolean {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    return field.selectionStart !== field.selectionEnd;
  }
  return !(window.getSelection()?.isCollapsed ?? true);
}
