/*
 * What is sold by token. Amounts of each are counted in steps of 0.1 unit, and a credit token of each is
 * of its own subclass (IEC 62055-41, class 0).
 */

export const RESOURCES = ['electricity', 'water', 'gas', 'time'] as const;

export type Resource = (typeof RESOURCES)[number];

const facts = {
  electricity: { symbol: 'kWh', subclass: 0 },
  water: { symbol: 'm³', subclass: 1 },
  gas: { symbol: 'm³', subclass: 2 },
  time: { symbol: 'min', subclass: 3 },
} as const;

/** The symbol of a resource's unit: the same in every language. */
export function unitSymbol(resource: Resource): string {
  return facts[resource].symbol;
}

/** The subclass of a credit token that carries a resource. */
export function creditSubclass(resource: Resource): 0 | 1 | 2 | 3 {
  return facts[resource].subclass;
}
