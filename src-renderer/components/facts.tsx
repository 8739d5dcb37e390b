/** Names and what is known of them; what is not known is left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, string | null])[] }) {
  return (
    <dl className="grid gap-x-8 gap-y-2 sm:grid-cols-2 lg:grid-cols-3">
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt className="text-[0.8125rem] text-soft">{name}</dt>
            <dd className="figures font-medium break-words">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
