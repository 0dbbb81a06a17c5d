/** What a secret must be like. */
export interface SecretRules {
  readonly minLength: number;
  readonly maxLength: number;
}

/**
 * Of the password of a VM's administrator: 12 characters as the Azure portal and the Azure CLI ask for (Azure Resource
 * Manager itself takes 6 on Linux and 8 on Windows), and at most what Azure Resource Manager takes. What it names as
 * too common is shorter than that.
 * https://learn.microsoft.com/rest/api/compute/virtual-machines/create-or-update#osprofile,
 * https://learn.microsoft.com/azure/virtual-machines/windows/faq#what-are-the-password-requirements-when-creating-a-vm-
 */
export function passwordRules(windows: boolean): SecretRules {
  return { minLength: 12, maxLength: windows ? 123 : 72 };
}

const classes: readonly RegExp[] = [/[a-z]/, /[A-Z]/, /\d/, /[\W_]/];

/** How a secret has to be, as a sentence. */
export function rulesText({ minLength, maxLength }: SecretRules): string {
  return `${minLength} to ${maxLength} characters, with three of these: a lowercase letter, an uppercase letter, a digit, a special character.`;
}

/** What is wrong with a secret, as a sentence; '' when nothing is. */
export function secretProblem({ minLength, maxLength }: SecretRules, secret: string): string {
  if (secret.length < minLength) return `Use at least ${minLength} characters.`;
  if (secret.length > maxLength) return `Use at most ${maxLength} characters.`;
  if (/\p{Cc}/u.test(secret)) return 'Control characters are not allowed.';
  if (classes.filter((one) => one.test(secret)).length < 3)
    return 'Use three of these: a lowercase letter, an uppercase letter, a digit, a special character.';
  return '';
}
