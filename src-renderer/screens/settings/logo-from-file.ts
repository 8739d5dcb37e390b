import {
  DOTS_ACROSS,
  type Logo,
  MOST_LOGO_ROWS,
  type PaperWidth,
} from '../../../src-shared/contract/logo-shapes.ts';
import { dither } from '../../../src-shared/logo/dither.ts';
import { fail, ok, type Result } from '../../../src-shared/result.ts';
import { base64Of } from '../../helpers/base64.ts';
import { type PictureSize, pictureSize } from '../../helpers/picture-size.ts';

/** Bytes: more than any logo has, and most photographs. */
const MOST_BYTES = 8_000_000;
/** A hundred megabytes once it is unpacked. */
const MOST_PIXELS = 25_000_000;
/** What is hardly darker than paper is its margin. */
const PAPER_WHITE = 248;
/** Pixels across, for finding the margins. */
const LOOKED_AT = 512;

export type PictureTrouble = 'kind' | 'large' | 'broken' | 'blank';

/** A part of a picture, in its own pixels. */
interface Part extends PictureSize {
  readonly left: number;
  readonly top: number;
}

/** The picture in a file as it will be printed on either paper. */
export async function logoFrom(file: File): Promise<Result<Logo, PictureTrouble>> {
  if (file.size > MOST_BYTES) return fail('large');
  const bytes = await file.arrayBuffer().catch(() => null);
  if (!bytes) return fail('broken');
  const size = pictureSize(new Uint8Array(bytes));
  if (!size) return fail('kind');
  if (size.width * size.height > MOST_PIXELS) return fail('large');
  const picture = await createImageBitmap(new Blob([bytes])).catch(() => null);
  if (!picture) return fail('broken');
  try {
    const part = withoutMargins(picture);
    if (!part) return fail('blank');
    return ok({ 58: logoOn(58, picture, part), 80: logoOn(80, picture, part) });
  } finally {
    picture.close();
  }
}

/** As large as fits the paper and the height that there is, in the middle, on whole rows of eight dots. */
function logoOn(paper: PaperWidth, picture: ImageBitmap, part: Part): Logo[PaperWidth] {
  const across = DOTS_ACROSS[paper];
  const scale = Math.min(across / part.width, MOST_LOGO_ROWS / part.height);
  const width = Math.max(1, Math.round(part.width * scale));
  const height = Math.max(1, Math.round(part.height * scale));
  const rows = Math.ceil(height / 8) * 8;
  const place = { left: Math.floor((across - width) / 2), top: 0, width, height };
  const grey = drawn(picture, part, place, { width: across, height: rows });
  return { rows, dots: base64Of(dither(grey, across)) };
}

/** Null where there is nothing but paper. */
function withoutMargins(picture: ImageBitmap): Part | null {
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height };
  const scale = Math.min(1, LOOKED_AT / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const grey = drawn(picture, whole, { left: 0, top: 0, width, height }, { width, height });
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (const [at, brightness] of grey.entries()) {
    if (brightness >= PAPER_WHITE) continue;
    const x = at % width;
    const y = (at - x) / width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (right < 0) return null;
  const [unitX, unitY] = [picture.width / width, picture.height / height];
  return {
    ...{ left: left * unitX, top: top * unitY },
    ...{ width: (right - left + 1) * unitX, height: (bottom - top + 1) * unitY },
  };
}

/** A part of a picture on white, in grey: a byte a dot, 0 is black. */
function drawn(picture: ImageBitmap, from: Part, to: Part, size: PictureSize): Uint8Array {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.fillStyle = 'white';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    picture,
    ...([from.left, from.top, from.width, from.height] as const),
    ...([to.left, to.top, to.width, to.height] as const),
  );
  const { data } = context.getImageData(0, 0, size.width, size.height);
  const of = (at: number) => data[at] ?? 0;
  // As bright as the colours look (ITU-R BT.601).
  return Uint8Array.from({ length: size.width * size.height }, (_, dot) =>
    Math.round(0.299 * of(dot * 4) + 0.587 * of(dot * 4 + 1) + 0.114 * of(dot * 4 + 2)),
  );
}
