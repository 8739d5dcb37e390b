/** What a step of the set-up asks, and why. */
export function StepHead({ title, about }: { title: string; about: string }) {
  return (
    <div className="mb-5">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <p className="mt-1 text-soft">{about}</p>
    </div>
  );
}
