import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/base.css';
import { App } from './app.tsx';
import { loadRecent } from './screens/sell/find.ts';
import { followSale } from './screens/sell/selling.ts';
import { startTill, useTill } from './stores/till.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

startTill();
followSale();
useTill.subscribe((now, before) => {
  if (now.till?.stage !== 'open') return;
  const otherShop = before.till?.training !== now.till.training;
  if (before.till?.stage !== 'open' || otherShop) void loadRecent();
});
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
