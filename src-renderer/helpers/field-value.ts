/** What somebody types into. */
export type TypedInto = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function isTypedInto(element: EventTarget | null): element is TypedInto {
  return (
    (element instanceof HTMLInputElement && !['radio', 'checkbox'].includes(element.type)) ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  );
}

/** Puts a value into a field, and whatever draws it hears of it as if somebody had typed it. */
export function putValue(field: TypedInto, value: string): void {
  // Past React's own setter, which would take the value for one it has drawn itself.
  const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value');
  own?.set?.call(field, value);
  const heard = field instanceof HTMLSelectElement ? 'change' : 'input';
  field.dispatchEvent(new Event(heard, { bubbles: true }));
}
