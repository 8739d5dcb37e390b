import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/base.css';
import { App } from './app.tsx';
import { ignoreAfterthoughts } from './helpers/double-press.ts';
import { loadRecent } from './screens/sell/find.ts';
import { followSale } from './screens/sell/following.ts';
import { recallKeypad } from './stores/keypad.ts';
import { startTill, useTill } from './stores/till.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

// Not first when a text needs them: by then the till has answered, and everything waits for the page.
for (const font of ['Inter Variable', 'JetBrains Mono Variable']) {
  void document.fonts.load(`1rem "${font}"`);
}
ignoreAfterthoughts();
startTill();
followSale();
useTill.subscribe((now, before) => {
  if (now.till?.stage !== 'open') return;
  const otherShop = before.till?.training !== now.till.training;
  if (before.till?.stage !== 'open' || otherShop) void loadRecent();
  if (before.till?.stage !== 'open') requestIdleCallback(recallKeypad);
});
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
