import type { ComponentType } from 'react';
import type { Permission } from '../../../src-shared/contract/permissions.ts';
import { AuditPart } from '../audit/audit-part.tsx';
import { TariffsPart } from '../tariffs/tariffs-part.tsx';
import { AboutPart } from './about-part.tsx';
import { BackupPart } from './backup-part.tsx';
import type { PartProps } from './part.tsx';
import { PeoplePart } from './people-part.tsx';
import { PinPart } from './pin-part.tsx';
import { SellingPart } from './selling-part.tsx';
import { ShopPart } from './shop-part.tsx';
import { SlipPart } from './slip-part.tsx';

/** The parts of the settings, in their order, and what one has to be allowed to see each. */
export const settingsParts = [
  { id: 'shop', permission: 'manage-shop', Part: ShopPart },
  { id: 'selling', permission: 'manage-shop', Part: SellingPart },
  { id: 'slip', permission: 'manage-shop', Part: SlipPart },
  { id: 'tariffs', permission: 'manage-tariffs', Part: TariffsPart },
  { id: 'people', permission: 'manage-people', Part: PeoplePart },
  { id: 'backup', permission: 'see-backups', Part: BackupPart },
  { id: 'audit', permission: 'see-audit', Part: AuditPart },
  { id: 'pin', permission: 'change-own-secret', Part: PinPart },
  { id: 'about', permission: 'look', Part: AboutPart },
] as const satisfies readonly {
  id: string;
  permission: Permission;
  Part: ComponentType<PartProps>;
}[];
