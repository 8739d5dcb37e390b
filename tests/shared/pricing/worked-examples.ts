import { eastAndWestAfrica } from './examples/east-and-west-africa.ts';
import type { WorkedExample } from './examples/example.ts';
import { southernAfrica } from './examples/southern-africa.ts';

export const workedExamples: readonly WorkedExample[] = [...southernAfrica, ...eastAndWestAfrica];
