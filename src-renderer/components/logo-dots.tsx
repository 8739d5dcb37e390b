import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  DOTS_ACROSS,
  type LogoBlock,
  type PaperWidth,
} from '../../src-shared/contract/logo-shapes.ts';

interface LogoDotsProps {
  logo: Pick<LogoBlock, 'rows' | 'dots'>;
  paper: PaperWidth;
}

/** The shop's logo, each dot that the printer will burn. */
export function LogoDots({ logo: { rows, dots }, paper }: LogoDotsProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = DOTS_ACROSS[paper];
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const picture = context.createImageData(width, rows);
    const bytes = atob(dots);
    for (let dot = 0; dot < width * rows; dot += 1) {
      const isBlack = bytes.charCodeAt(dot >> 3) & (0x80 >> (dot & 7));
      // Black where it prints; elsewhere the paper shows.
      if (isBlack) picture.data[dot * 4 + 3] = 0xff;
    }
    context.putImageData(picture, 0, 0);
  }, [dots, rows, width]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={rows}
      role="img"
      aria-label={t('slip.logo')}
      className="mb-3 w-full"
    />
  );
}
