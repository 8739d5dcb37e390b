import type { LinkSettings } from '../../src-shared/contract/shapes.ts';
import type { Handlers, Session } from '../dispatch.ts';
import type { Messages } from '../messages.ts';
import type { ModuleSnapshot } from '../module/snapshot.ts';
import { moduleStatus } from '../module/status-view.ts';
import type { Shop } from '../shop.ts';

export interface ModuleHandlerParts {
  readonly shop: () => Shop;
  readonly messages: () => Messages;
  readonly probe: (settings: LinkSettings, session: Session) => Promise<ModuleSnapshot>;
}

/** Looking after the security module. */
export function moduleHandlers(
  parts: ModuleHandlerParts,
): Handlers<'module.status' | 'module.probe' | 'module.use' | 'module.refresh'> {
  const { shop, messages, probe } = parts;
  return {
    'module.status': () => shop().moduleStatus(),
    'module.probe': async ({ link }, session) =>
      moduleStatus(await probe(link, session), messages()),
    'module.use': async ({ link }) => {
      const here = shop();
      await here.keeper.use(link);
      here.books.settings.saveLink(link);
      return here.moduleStatus();
    },
    'module.refresh': async () => {
      const here = shop();
      await here.keeper.refresh();
      return here.moduleStatus();
    },
  };
}
