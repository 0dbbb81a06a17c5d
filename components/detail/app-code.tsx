import 'server-only';
import { CopyId } from '@/components/ui/copy-id';
import { Learn } from '@/components/ui/learn';
import { Panel } from '@/components/ui/panel';
import { PortalLink } from '@/components/ui/portal-link';
import { publicFile } from '@/lib/files/public-file';
import type { HostDetail } from '@/lib/model/host-detail';
import type { IdentityDetail } from '@/lib/model/identity-detail';
import type { ProbeTarget } from '@/lib/model/token-probe';
import { type AppCodeChoice, type CodeQuery, codeOfIdentity, codeOfMachine } from '@/lib/onboarding/app-code';
import {
  fillSample,
  sampleLanguageNames,
  sampleLanguages,
  samplePath,
  sampleTargets,
} from '@/lib/onboarding/fill-sample';
import { routes } from '@/lib/routes';

type AppCodeProps = {
  /** What the address chose; links change it, so it lasts and works without script. */
  query?: CodeQuery;
  /** What the code is to reach; without it, something the identity has a role on. */
  target?: ProbeTarget;
} & ({ machine: HostDetail; identity?: never } | { identity: IdentityDetail; machine?: never });

const targetLabels = { arm: 'Azure Resource Manager', 'key-vault': 'Key Vault', storage: 'Storage' } as const;

interface Option {
  readonly label: string;
  readonly href: string;
  readonly isChosen: boolean;
}

function Options({ label, options }: { label: string; options: readonly Option[] }) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-1">
      {options.map(({ label: text, href, isChosen }) => (
        <PortalLink
          key={href}
          href={href}
          aria-current={isChosen ? 'true' : undefined}
          className={`rounded-sm px-2 py-1 ${isChosen ? 'bg-accent-soft font-semibold text-accent' : 'text-ink-2 hover:bg-sunken hover:text-ink'}`}
        >
          {text}
        </PortalLink>
      ))}
    </nav>
  );
}

/**
 * Code that uses this identity, in eight languages, filled in and ready to copy. Draws nothing when there is no
 * identity that code could use.
 */
export async function AppCode({ machine, identity, query = {}, target }: AppCodeProps) {
  const choice = machine ? codeOfMachine(machine, query, target) : codeOfIdentity(identity, query, target);
  if (choice === null) return null;
  const { language, target: reach, values } = choice;
  const { label, file } = sampleLanguages[language];
  const path = samplePath(reach, language);
  const text = fillSample(await publicFile(path), language, values);
  const { armId } = machine ?? identity;
  const hrefOf = (change: Partial<Record<'code' | 'reach' | 'as', string>>) => {
    const parameters = new URLSearchParams({
      code: language,
      reach,
      ...(choice.identities.length > 1 && choice.identity.clientId !== ''
        ? { as: choice.identity.clientId }
        : {}),
      ...change,
    });
    const search = `?${parameters}#app-code`;
    return machine ? routes.host(armId, search) : routes.identity(armId, search);
  };
  return (
    <div id="app-code" className="scroll-mt-4">
      <Panel
        title={
          <>
            Code for your app
            <Learn about="no-secrets" />
          </>
        }
        aside={
          <span className="block min-w-28 text-right">
            <CopyId value={text} label={`${label} code`} shown="Copy code" />
          </span>
        }
      >
        <div className="space-y-1 border-line border-b px-2 py-2">
          <Options
            label="Language"
            options={sampleLanguageNames.map((name) => ({
              label: sampleLanguages[name].label,
              href: hrefOf({ code: name }),
              isChosen: name === language,
            }))}
          />
          <Options
            label="What the code reaches"
            options={sampleTargets.map((name) => ({
              label: targetLabels[name],
              href: hrefOf({ reach: name }),
              isChosen: name === reach,
            }))}
          />
          {choice.identities.length > 1 && <IdentityOptions choice={choice} hrefOf={hrefOf} />}
        </div>
        <p className="px-3.5 pt-2 text-ink-2">
          {choice.selector}
          {text.includes('your-') && ' Replace the values that begin with “your-”.'}
        </p>
        {/* Focusable, because long lines scroll. */}
        <section aria-label={`${label} code, ${file}`} tabIndex={0} className="overflow-x-auto">
          <pre className="px-3.5 py-3 font-mono text-sm">{text}</pre>
        </section>
      </Panel>
    </div>
  );
}

function IdentityOptions({
  choice,
  hrefOf,
}: {
  choice: AppCodeChoice;
  hrefOf: (change: { as: string }) => string;
}) {
  return (
    <Options
      label="Identity"
      options={choice.identities
        .filter(({ clientId }) => clientId !== '')
        .map((identity) => ({
          label: `${identity.name}${identity.isDefault ? ' (default)' : ''}`,
          href: hrefOf({ as: identity.clientId }),
          isChosen: identity === choice.identity,
        }))}
    />
  );
}
