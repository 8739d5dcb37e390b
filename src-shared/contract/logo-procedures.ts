import { z } from 'zod';
import { logo } from './logo-shapes.ts';
import { acts, asks } from './procedure.ts';

const nothing = z.strictObject({});

/** The picture on top of every slip of the shop. */
export const logoProcedures = {
  /** Null where there is none. */
  'logo.get': asks('manage-shop', nothing, z.object({ logo: logo.nullable() })),
  'logo.save': acts('manage-shop', z.strictObject({ logo }), nothing),
  'logo.remove': acts('manage-shop', nothing, nothing),
} as const;
