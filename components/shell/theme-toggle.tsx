'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { nextTheme, setTheme, useTheme } from '@/components/shell/theme-store';

const icons = { light: Sun, dark: Moon, system: Monitor } as const;

/** Light, dark, the system's: one press each. */
export function ThemeToggle() {
  const theme = useTheme();
  const next = nextTheme(theme);
  const Icon = icons[theme];
  return (
    <button
      type="button"
      onClick={() => setTheme(next)}
      title={`Theme: ${theme}`}
      aria-label={`Theme: ${theme}. Switch to ${next}`}
      className="hidden size-7 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink sm:flex"
    >
      <Icon aria-hidden="true" size={15} />
    </button>
  );
}
