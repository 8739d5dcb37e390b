import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pngOf } from '../../src-main/printing/png.ts';
import { startPaperSink } from '../main/printing/paper-sink.ts';
import { readSlip } from './slips.ts';
import { expect, inEitherShell, test } from './test.ts';

inEitherShell();

const PNG = file('logo.png');
const JPEG = file('logo.jpg');

function file(name: string): string {
  return fileURLToPath(new URL(`files/${name}`, import.meta.url));
}

/** How much of the picture on top of a slip is black; null where there is none. */
function inkOn(bytes: Uint8Array): number | null {
  const raster = readSlip(bytes).paper.lines[0]?.raster;
  if (!raster) return null;
  const ink = raster.bits.reduce(
    (sum, byte) => sum + byte.toString(2).replaceAll('0', '').length,
    0,
  );
  return ink / (raster.bits.length * 8);
}

test('a picture becomes the logo of every slip, and is taken off again', async ({ tills }) => {
  const printer = await startPaperSink();
  const till = await tills.openShop({ settings: { printer: printer.address, paper: 80 } });
  const { screen } = till;
  const { page } = screen;
  await screen.press('F10');
  await page.getByRole('tab', { name: 'Slip and printer' }).click();
  const part = page.getByRole('group', { name: 'Logo on slips' });
  const logo = part.getByRole('img', { name: 'The shop’s logo' });
  await expect(part.getByRole('button')).toHaveText(['Choose a picture']);

  await part.locator('input[type=file]').setInputFiles(PNG);
  await expect(part).toContainText('It is not on slips yet.');
  await expect(logo).toBeVisible();
  await screen.focusOn(screen.button('Put it on slips'));
  expect(await till.ask('logo.get', {})).toEqual({ logo: null });
  await screen.button('Discard it').click();
  await expect(logo).toBeHidden();
  await screen.focusOn(screen.button('Choose a picture'));

  await part.locator('input[type=file]').setInputFiles(PNG);
  await screen.button('Put it on slips').click();
  await expect(page.getByText('The logo is on every slip from now on.')).toBeVisible();
  await screen.button('Print a test slip').click();
  const ink = inkOn(await printer.waitForSlip()) ?? 0;
  expect(ink).toBeGreaterThan(0.05);
  expect(ink).toBeLessThan(0.6);
  // What the screen shows is what was printed, dot by dot.
  const shown = await logo.evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] };
    return data.filter((byte, at) => at % 4 === 3 && byte === 255).length / (width * height);
  });
  expect(shown).toBeCloseTo(ink, 10);

  await part.locator('input[type=file]').setInputFiles(JPEG);
  await screen.button('Put it on slips').click();
  await expect(screen.button('Another picture')).toBeVisible();
  await screen.button('Print a test slip').click();
  expect(inkOn(await printer.waitForSlip()) ?? 0).toBeGreaterThan(0.05);

  await screen.button('Remove the logo').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Slips are printed without it from now on.');
  await dialog.getByRole('button', { name: 'Remove the logo' }).click();
  await expect(logo).toBeHidden();
  await screen.button('Print a test slip').click();
  expect(inkOn(await printer.waitForSlip())).toBeNull();
  await till.close();
  await printer.close();
});

test('what is no picture, or too large a one, is refused before it is unpacked', async ({
  tills,
}) => {
  const till = await tills.openShop();
  const { screen } = till;
  const { page } = screen;
  await screen.press('F10');
  await page.getByRole('tab', { name: 'Slip and printer' }).click();
  const part = page.getByRole('group', { name: 'Logo on slips' });
  const bomb = pngOf(new Uint8Array(8), 8);
  bomb.writeUInt32BE(200_000, 16);
  bomb.writeUInt32BE(200_000, 20);
  const cut = readFileSync(JPEG).subarray(0, 700);
  const white = pngOf(new Uint8Array(64 * 8), 64);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  for (const [buffer, trouble] of [
    [svg, 'no PNG or JPEG'],
    [bomb, 'too large'],
    [Buffer.alloc(8_000_001), 'too large'],
    [cut, 'cannot be read'],
    [white, 'all white'],
  ] as const) {
    const picture = { name: 'logo.png', mimeType: 'image/png', buffer };
    await part.locator('input[type=file]').setInputFiles(picture);
    await expect(part.getByRole('alert')).toContainText(trouble);
    await expect(part.getByRole('img')).toBeHidden();
  }
  expect(await till.ask('logo.get', {})).toEqual({ logo: null });
  await till.close();
});
