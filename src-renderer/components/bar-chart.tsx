import { placed } from '../helpers/placed.ts';

interface BarChartProps {
  title: string;
  bars: readonly { readonly label: string; readonly value: number }[];
  /** How a value is written. */
  write: (value: number) => string;
}

/** So many names below their bars can be read. */
const MOST_NAMES = 12;
/** A bar with the space around it. Drawn in small numbers, edges would be blurred. */
const PLACE = 100;
const BAR = 80;
const HEIGHT = 100;
/** A bar of something can be seen beside one of nothing. */
const LEAST = 1.5;
/** A few bars need not be as wide as the screen. */
const FEW = 8;

/** Bars side by side, the highest written out. Whoever cannot see it reads the table that it belongs to. */
export function BarChart({ title, bars, write }: BarChartProps) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const every = Math.ceil(bars.length / MOST_NAMES);
  const places = Math.max(FEW, bars.length);
  return (
    <figure aria-hidden="true" className="grid gap-1">
      <figcaption className="flex justify-between gap-4 text-[0.8125rem] text-soft">
        <span>{title}</span>
        <span className="figures">{write(most)}</span>
      </figcaption>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${places * PLACE} ${HEIGHT}`}
        preserveAspectRatio="none"
        shapeRendering="crispEdges"
        className="h-28 w-full border-t border-b border-line short:h-14"
      >
        {placed(bars).map(({ place, item: { label, value } }) => {
          const height = value > 0 ? Math.max(LEAST, (HEIGHT * value) / most) : 0;
          return (
            <rect
              key={place}
              x={place * PLACE + (PLACE - BAR) / 2}
              y={HEIGHT - height}
              width={BAR}
              height={height}
              className="fill-accent"
            >
              <title>{`${label}: ${write(value)}`}</title>
            </rect>
          );
        })}
      </svg>
      <svg aria-hidden="true" className="h-4 w-full overflow-visible">
        {placed(bars).map(({ place, item: { label } }) =>
          place % every === 0 && (place === 0 || place + 1 < places) ? (
            <text
              key={place}
              x={`${(100 * (place + (place === 0 ? 0.1 : 0.5))) / places}%`}
              y="12"
              // The first begins where its bar does: beside it is the edge.
              textAnchor={place === 0 ? 'start' : 'middle'}
              className="fill-soft text-[0.75rem]"
            >
              {label}
            </text>
          ) : null,
        )}
      </svg>
    </figure>
  );
}
