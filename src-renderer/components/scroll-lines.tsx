import { type ReactNode, useEffect, useRef } from 'react';

interface ScrollLinesProps {
  label: string;
  className?: string;
  children: ReactNode;
}

/** As tall as there is room for; what is more scrolls, by the arrow keys too while it does. */
export function ScrollLines({ label, className = '', children }: ScrollLinesProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const scrolls = element.scrollHeight > element.clientHeight;
      if (scrolls) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
      element.toggleAttribute('data-scrolls', scrolls);
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  return (
    <section
      ref={box}
      aria-label={label}
      className={`min-h-16 overflow-y-auto overscroll-contain rounded-sm data-scrolls:border-b data-scrolls:border-edge ${className}`}
    >
      {children}
    </section>
  );
}
