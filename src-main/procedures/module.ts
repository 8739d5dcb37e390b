import { isDeepStrictEqual } from 'node:util';
import { actorOf, type Handlers, type Session } from '../dispatch.ts';
import { changesOf, recorded } from '../ledger/recorded.ts';
import type { Messages } from '../messages.ts';
import type { ModuleReach } from '../module/reach.ts';
import { moduleStatus } from '../module/status-view.ts';
import { Refusal } from '../refusal.ts';
import type { Shop } from '../shop.ts';

export interface ModuleHandlerParts {
  readonly shop: () => Shop;
  readonly messages: () => Messages;
  /** For a session that may look at modules. @throws Refusal `sign-in-first` */
  readonly reach: (session: Session) => ModuleReach;
}

/** Looking after the security module. */
export function moduleHandlers(
  parts: ModuleHandlerParts,
): Handlers<'module.status' | 'module.probe' | 'module.search' | 'module.use' | 'module.refresh'> {
  const { shop, messages, reach } = parts;
  return {
    'module.status': () => shop().moduleStatus(),
    'module.probe': async ({ link }, session) =>
      moduleStatus(await reach(session).probe(link), messages()),
    'module.search': async ({ again }, session) =>
      (await reach(session).search(again)).map(({ port, link, inUse, snapshot }) => ({
        link,
        description: port.description,
        inUse,
        module: moduleStatus(snapshot, messages()),
      })),
    'module.use': async ({ link: asked }, session, approver) => {
      const here = shop();
      const { link, isRead } = await reach(session).whileFree(asked, async (free) => {
        // The other shop may have been opened while this had to wait.
        if (shop() !== here) throw new Refusal('sign-in-first');
        // From here on a search knows that the port is in use. Reading it may take long, and whoever
        // chose the wrong one can choose again meanwhile.
        return { link: free, isRead: here.keeper.use(free) };
      });
      await isRead;
      // Another link may have been chosen, or the shop closed.
      if (shop() === here && isDeepStrictEqual(here.keeper.snapshot.settings, link)) {
        const { settings } = here.books;
        const facts = changesOf(settings.link(), link);
        recorded(
          here.books,
          { actor: actorOf(session, approver), at: here.clock.now() },
          () => settings.saveLink(link),
          () => ({ what: 'module.link-changed', facts }),
        );
      }
      return here.moduleStatus();
    },
    'module.refresh': async () => {
      const here = shop();
      await here.keeper.refresh();
      return here.moduleStatus();
    },
  };
}
