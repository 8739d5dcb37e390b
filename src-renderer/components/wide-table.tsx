import { type ReactNode, useEffect, useRef } from 'react';

/**
 * Around a table that may be wider than the screen. While it is, it can be reached by keyboard, and
 * the arrows move it.
 */
export function WideTable({
  className = '',
  children,
}: {
  className?: string;
  children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={box} className={`overflow-x-auto ${className}`}>
      {children}
    </div>
  );
}
