import { useEffect, useState } from 'react';

/** Modules of quiet zone that a reader needs around the code. */
const QUIET = 4;

/** A QR code as one path, black on white in both themes: scanners want it so. */
export function Qr({
  text,
  label,
  className = '',
}: {
  text: string;
  label: string;
  className?: string;
}) {
  const [code, setCode] = useState<{ size: number; path: string } | null>(null);
  useEffect(() => {
    let gone = false;
    void import('uqr').then(({ encode }) => {
      const { size, data } = encode(text, { ecc: 'M', border: QUIET });
      let path = '';
      data.forEach((row, y) => {
        row.forEach((dark, x) => {
          if (dark) path += `M${x} ${y}h1v1h-1z`;
        });
      });
      if (!gone) setCode({ size, path });
    });
    return () => {
      gone = true;
    };
  }, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${code?.size ?? 29} ${code?.size ?? 29}`}
      shapeRendering="crispEdges"
      className={`aspect-square bg-paper ${className}`}
    >
      <path d={code?.path ?? ''} className="fill-paper-ink" />
    </svg>
  );
}
