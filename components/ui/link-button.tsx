import { type ButtonSize, type ButtonVariant, buttonStyle } from '@/components/ui/button-style';
import { PortalLink, type PortalLinkProps } from '@/components/ui/portal-link';

type LinkButtonProps = PortalLinkProps & { variant?: ButtonVariant; size?: ButtonSize };

/** Goes somewhere, looks like a button. */
export function LinkButton({ variant = 'secondary', size = 'md', className = '', ...rest }: LinkButtonProps) {
  return <PortalLink className={`${buttonStyle(variant, size)} ${className}`} {...rest} />;
}
