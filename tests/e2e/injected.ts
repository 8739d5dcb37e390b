import type { Page } from '@playwright/test';

/**
 * What comes of script that an attacker got into the page, in the four ways there are: names of those
 * that ran. The timer matters: what is evaluated from outside is exempt from the page's policy.
 */
export function scriptThatRan(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const ran: string[] = [];
    Reflect.set(window, 'ran', (how: string) => ran.push(how));
    const add = (html: string) => {
      const box = document.createElement('div');
      box.innerHTML = html;
      document.body.append(box);
    };
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        const inline = document.createElement('script');
        inline.textContent = "ran('inline script')";
        document.body.append(inline);
        const data = document.createElement('script');
        data.src = "data:text/javascript,ran('data: script')";
        document.body.append(data);
        add('<img src="data:," onerror="ran(\'inline handler\')">');
        add('<a href="javascript:ran(\'javascript: address\')">x</a>');
        document.querySelector<HTMLAnchorElement>('a[href^="javascript:"]')?.click();
        try {
          Reflect.construct(Function, ["ran('eval')"])();
        } catch {
          // As it should be.
        }
        setTimeout(resolve, 250);
      }, 0);
    });
    return ran;
  });
}
