import type { Hardware, LinkSettings } from '../../src-shared/contract/shapes.ts';
import { LinkClosed } from './links/link.ts';
import {
  type KeyAttributes,
  type ModuleError,
  type ModuleIdentity,
  ModuleRefused,
} from './security-module.ts';

/** Why a module cannot sell: a code of the catalogue under `errors`, and what fills its sentence in. */
export interface ModuleProblem {
  readonly code: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** What was found behind a link. */
export interface ModuleFound {
  /** `unusable`: it is there and cannot sell. `gone`: it is not there, or does not answer. */
  readonly state: 'ready' | 'gone' | 'unusable';
  readonly identity: ModuleIdentity | null;
  /** Whether it is a program: its tokens open no real meter. */
  readonly emulated: boolean;
  /** Null where nothing has said what it is. */
  readonly hardware: Hardware | null;
  /** Registers that hold a key, in rising order. */
  readonly registers: readonly KeyAttributes[];
  /** Null where the module does not say. */
  readonly transactionsLeft: number | null;
  /** The module's clock minus this computer's, whole seconds; null where it is not known. */
  readonly clockDifferenceSeconds: number | null;
  readonly problem: ModuleProblem | null;
}

/** The module as the till knows it at a moment. */
export interface ModuleSnapshot extends Omit<ModuleFound, 'state'> {
  /** `looking`: it is being read for the first time. */
  readonly state: 'looking' | ModuleFound['state'];
  readonly settings: LinkSettings;
  /** e.g. `127.0.0.1:5100`; what the settings say until the link is open. */
  readonly linkName: string;
}

export function found(state: 'gone' | 'unusable', problem: ModuleProblem): ModuleFound {
  return { ...NOTHING_KNOWN, state, problem };
}

export function looking(settings: LinkSettings): ModuleSnapshot {
  return { ...NOTHING_KNOWN, state: 'looking', settings, linkName: nameOf(settings) };
}

const NOTHING_KNOWN = {
  identity: null,
  emulated: false,
  hardware: null,
  registers: [],
  transactionsLeft: null,
  clockDifferenceSeconds: null,
  problem: null,
} as const;

/** What a person would call a link, before it is open. */
export function nameOf(settings: LinkSettings): string {
  if (settings.kind === 'tcp') return `${settings.host}:${settings.port}`;
  return settings.kind === 'serial' ? settings.path : settings.kind;
}

/** Why a link is not there, in the catalogue's terms. */
export function linkProblem(settings: LinkSettings, reason: unknown): ModuleProblem {
  return {
    code: `module.${reason instanceof LinkClosed ? reason.reason : 'unplugged'}`,
    detail: {
      link: nameOf(settings),
      text: reason instanceof Error ? reason.message : '',
    },
  };
}

/** The catalogue's code for what a module did. */
export function moduleProblem(error: ModuleError, link: string): ModuleProblem {
  if (error instanceof ModuleRefused) {
    return {
      code: `module.status.${error.status}`,
      detail: { status: error.status, command: error.command, text: error.text, link },
    };
  }
  return { code: `module.${error.kind}`, detail: { link, text: error.message } };
}
