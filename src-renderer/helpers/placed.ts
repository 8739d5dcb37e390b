/** Items with their places, for lists that never change their order, where the place is the identity. */
export function placed<Item>(items: readonly Item[]): { place: number; item: Item }[] {
  return items.map((item, place) => ({ place, item }));
}
