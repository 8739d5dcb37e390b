import type { LinkSettings } from '../../src-shared/contract/shapes.ts';
import type { Clock } from '../clock.ts';
import { closeQuietly } from './links/close-quietly.ts';
import type { Link } from './links/link.ts';
import { lookAt } from './look.ts';
import { found, linkProblem, type ModuleSnapshot, nameOf } from './snapshot.ts';
import { Sts6Module } from './sts6/driver.ts';
import type { ExchangeOptions } from './sts6/exchange.ts';

/** Looks once at what is behind a link, and closes it. Never rejects for what is found there. */
export async function probe(
  settings: LinkSettings,
  openLink: (settings: LinkSettings) => Promise<Link>,
  clock: Clock,
  driver: ExchangeOptions = {},
): Promise<ModuleSnapshot> {
  let link: Link;
  try {
    link = await openLink(settings);
  } catch (error) {
    const seen = found('gone', linkProblem(settings, error));
    return { ...seen, settings, linkName: nameOf(settings) };
  }
  try {
    const seen = await lookAt(new Sts6Module(link, driver), link.name, clock);
    return { ...seen, settings, linkName: link.name };
  } finally {
    await closeQuietly(link);
  }
}
