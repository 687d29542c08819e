/** Whether the page is dark now. */
export function isDark(): boolean {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  if (scheme === 'dark') return true;
  if (scheme === 'light' || scheme === 'normal') return false;
  return window.matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Calls back now and on every change of the page's switch or of the system; answers how to stop. */
export function onColorScheme(callback: (dark: boolean) => void): () => void {
  const tell = () => callback(isDark());
  const observer = new MutationObserver(tell);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'theme', 'class'] });
  const media = window.matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', tell);
  tell();
  return () => {
    observer.disconnect();
    media.removeEventListener('change', tell);
  };
}
