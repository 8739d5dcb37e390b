import type { Bridge } from '../../src-shared/contract/bridge.ts';
import type { Answer } from '../../src-shared/contract/failure.ts';
import type { Input, Output, ProcedureName } from '../../src-shared/contract/procedures.ts';
import { i18n } from '../i18n/i18n.ts';
import type { LosableBridge } from './losable-bridge.ts';
import { openSocketBridge, socketUrl } from './socket-bridge.ts';

declare global {
  interface Window {
    /** Offered by Electron's preload script; absent in a browser. */
    readonly voltill?: Bridge;
  }
}

/** The code of the failure that stands for "nobody knows whether the till got this". */
export const CONNECTION_LOST = 'screen.connection-lost';

function openDoor(): LosableBridge {
  const bridge = window.voltill;
  if (!bridge) return openSocketBridge(socketUrl(window.location));
  return {
    call: (name, input) => bridge.call(name, input),
    onEvent: (listener) => bridge.onEvent(listener),
    onConnection: () => () => {},
  };
}

export const door: LosableBridge = openDoor();

/** Asks the till. Never rejects: a door that is gone is a failure like any other. */
export async function ask<Name extends ProcedureName>(
  name: Name,
  input: Input<Name>,
): Promise<Answer<Output<Name>>> {
  try {
    return await door.call(name, input);
  } catch (reason) {
    console.error(`${name} got no answer`, reason);
    return {
      ok: false,
      error: {
        code: CONNECTION_LOST,
        message: i18n.t('connection.lost'),
        hint: i18n.t('connection.hint'),
        detail: {},
      },
    };
  }
}
