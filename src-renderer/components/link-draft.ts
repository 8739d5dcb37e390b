import type { LinkSettings } from '../../src-shared/contract/shapes.ts';
import { readPort } from '../helpers/port.ts';

type SerialSettings = Extract<LinkSettings, { kind: 'serial' }>;

/** A link as it is being typed: what was typed for one kind stays while another is looked at. */
export interface LinkDraft {
  readonly kind: LinkSettings['kind'];
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
  /** Of the device at `path`. */
  readonly usbSerial?: string | undefined;
}

/** As modules want them. */
const USUAL_LINE = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

const EMPTY: LinkDraft = {
  kind: 'tcp',
  host: '127.0.0.1',
  port: '5100',
  path: '',
  ...USUAL_LINE,
};

export function draftOf(link: LinkSettings | undefined): LinkDraft {
  if (!link) return EMPTY;
  if (link.kind === 'tcp') return { ...EMPTY, ...link, port: String(link.port) };
  if (link.kind === 'built-in') return { ...EMPTY, kind: link.kind };
  return {
    ...EMPTY,
    kind: link.kind,
    path: link.path,
    baudRate: link.baudRate ?? USUAL_LINE.baudRate,
    dataBits: link.dataBits ?? USUAL_LINE.dataBits,
    parity: link.parity ?? USUAL_LINE.parity,
    stopBits: link.stopBits ?? USUAL_LINE.stopBits,
    usbSerial: link.usbSerial,
  };
}

/** Null while something is missing. */
export function linkFrom(draft: LinkDraft): LinkSettings | null {
  const { kind, host, path } = draft;
  if (kind === 'built-in') return { kind };
  if (kind === 'serial') return path.trim() === '' ? null : serialLink(draft);
  const port = readPort(draft.port);
  return host.trim() === '' || port === null ? null : { kind, host, port };
}

export function hasUsualLine(draft: LinkDraft): boolean {
  return (
    draft.baudRate === USUAL_LINE.baudRate &&
    draft.dataBits === USUAL_LINE.dataBits &&
    draft.parity === USUAL_LINE.parity &&
    draft.stopBits === USUAL_LINE.stopBits
  );
}

/** What is as usual is left out. */
function serialLink(draft: LinkDraft): SerialSettings {
  const { path, baudRate, dataBits, parity, stopBits, usbSerial } = draft;
  return {
    kind: 'serial',
    path,
    ...(hasUsualLine(draft) ? {} : { baudRate, dataBits, parity, stopBits }),
    ...(usbSerial === undefined ? {} : { usbSerial }),
  };
}
