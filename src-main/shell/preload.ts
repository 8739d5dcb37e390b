import { contextBridge, ipcRenderer } from 'electron';
import { CALL, EVENT } from './channels.ts';

/*
 * The screen's whole reach: ask a procedure of the contract, hear events. What is passed on is plain
 * data; the main process parses it before it believes it.
 */
contextBridge.exposeInMainWorld('voltill', {
  call: (name: unknown, input: unknown) => ipcRenderer.invoke(CALL, name, input),
  onEvent: (listener: (event: unknown) => void) => {
    const relay = (_: unknown, event: unknown) => listener(event);
    ipcRenderer.on(EVENT, relay);
    return () => {
      ipcRenderer.off(EVENT, relay);
    };
  },
});
