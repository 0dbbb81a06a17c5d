export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'md' | 'sm';

const base =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none transition-colors';

const sizes: Record<ButtonSize, string> = { md: 'h-8 px-3', sm: 'h-7 px-2.5 text-sm' };

const variants: Record<ButtonVariant, string> = {
  primary: 'border-ink bg-ink text-canvas enabled:hover:bg-ink-2 enabled:hover:border-ink-2',
  secondary: 'border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink',
  danger: 'border-line-strong bg-surface text-critical hover:bg-critical-soft',
};

/** The style of a button, for buttons and for links that act like one. */
export function buttonStyle(variant: ButtonVariant = 'secondary', size: ButtonSize = 'md'): string {
  return `${base} ${sizes[size]} ${variants[variant]}`;
}
