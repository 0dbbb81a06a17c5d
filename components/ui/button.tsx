'use client';

import { type ComponentProps, useId } from 'react';
import { type ButtonSize, type ButtonVariant, buttonStyle } from '@/components/ui/button-style';

type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Why it cannot be used now. The button stays focusable and says so. */
  disabledReason?: string | undefined;
};

export function Button({
  variant = 'secondary',
  size = 'md',
  disabledReason,
  className = '',
  children,
  onClick,
  type = 'button',
  title,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const style = `${buttonStyle(variant, size)} ${className}`;
  if (disabledReason === undefined) {
    return (
      <button type={type} className={style} onClick={onClick} title={title} {...rest}>
        {children}
      </button>
    );
  }
  return (
    <button
      {...rest}
      type="button"
      aria-disabled="true"
      aria-describedby={reasonId}
      title={disabledReason}
      className={`${style} cursor-not-allowed opacity-55`}
    >
      {children}
      <span id={reasonId} hidden>
        {disabledReason}
      </span>
    </button>
  );
}
