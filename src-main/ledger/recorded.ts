import type { Actor, Audit, AuditFacts } from './audit.ts';
import type { OneCommit } from './one-commit.ts';

/** What is told of a change. */
export interface Told {
  readonly what: string;
  readonly facts: AuditFacts;
}

/** Makes a change and writes down who made it, as one commit. `told` sees what the change answered. */
export function recorded<Value>(
  { audit, oneCommit }: { readonly audit: Audit; readonly oneCommit: OneCommit },
  { actor, at }: { readonly actor: Actor; readonly at: Date },
  change: () => Value,
  told: (value: Value) => Told,
): Value {
  return oneCommit.run(() => {
    const value = change();
    audit.append({ ...told(value), ...actor, at });
    return value;
  });
}

/** Which of some settings are others now, and what they were and are, as JSON. */
export function changesOf(before: object | null, after: object): AuditFacts {
  const was = new Map<string, unknown>(Object.entries(before ?? {}));
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(was.get(name)) !== JSON.stringify(value),
  );
  const names = changed.map(([name]) => name);
  return {
    changed: names.join(', '),
    from: JSON.stringify(Object.fromEntries(names.map((name) => [name, was.get(name) ?? null]))),
    to: JSON.stringify(Object.fromEntries(changed)),
  };
}
