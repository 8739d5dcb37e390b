import 'i18next';
import type { screen } from '../../resources/languages/en.json';

/*
 * A key that is not in the catalogue does not compile. In a file of its own that nothing imports: it is
 * meant for the screen, and the main process looks up more than the screen's section.
 */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'screen';
    resources: { screen: typeof screen };
  }
}
