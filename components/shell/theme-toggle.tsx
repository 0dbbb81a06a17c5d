'use client';

import { nextTheme, setTheme, useTheme } from '@/components/shell/theme-store';
import { Icon } from '@/components/ui/icon';

const icons = { light: 'sun', dark: 'moon', system: 'monitor' } as const;

/** Light, dark, the system's: one press each. */
export function ThemeToggle() {
  const theme = useTheme();
  const next = nextTheme(theme);
  return (
    <button
      type="button"
      onClick={() => setTheme(next)}
      title={`Theme: ${theme}`}
      aria-label={`Theme: ${theme}. Switch to ${next}`}
      className="hidden size-7 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink sm:flex"
    >
      <Icon name={icons[theme]} size={15} />
    </button>
  );
}
