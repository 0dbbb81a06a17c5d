import { KindMark } from '@/components/ui/kind-mark';
import { LinkButton } from '@/components/ui/link-button';
import { countOf } from '@/components/ui/num';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { EntityAnchor } from '@/components/ui/portal-link';
import type { AdvicePage } from '@/lib/changes/offers/advice-page';
import { type Answers, answersQuery } from '@/lib/onboarding/answers';
import type { Kind, Recommendation } from '@/lib/onboarding/recommend';
import { noDirectoryRole } from '@/lib/onboarding/recommend';
import { sharingAdvice, tradeOffs } from '@/lib/onboarding/trade-offs';
import { routes } from '@/lib/routes';
import { RolesNeeded } from './roles-needed';

interface RecommendationViewProps {
  recommendation: Recommendation;
  answers: Answers;
  more: Readonly<Record<string, string>>;
  page: AdvicePage;
}

const names: Readonly<Record<Kind, string>> = {
  'system-assigned': 'a system-assigned identity',
  'user-assigned': 'one user-assigned identity',
  'user-assigned each': 'a user-assigned identity for each resource',
  'federated credential': 'a federated credential',
};

function Row({ mark, title, children }: { mark: string; title: string; children: string }) {
  return (
    <li className="flex gap-2.5 border-line px-4 py-2.5 not-first:border-t">
      <span aria-hidden="true" className={mark === '✓' ? 'text-ok' : 'text-access'}>
        {mark}
      </span>
      <span className="min-w-0">
        <span className="block font-semibold">{title}</span>
        <span className="block text-ink-2">{children}</span>
      </span>
    </li>
  );
}

/** Today and with the recommendation, in numbers: only where virtual machines were chosen that repeat their access. */
function BeforeAfter({ page, kind }: { page: AdvicePage; kind: Kind }) {
  const { machines, systemIdentities, roleAssignments, distinctRoleAssignments } = page.facts;
  if (kind !== 'user-assigned' || machines.length < 2 || systemIdentities < 2) return null;
  const cell = 'flex items-center justify-between gap-6 px-5 py-4';
  const figure = (value: number, what: string) => (
    <span className="text-center">
      <b className="block font-semibold text-2xl tabular-nums">{value}</b> {what}
    </span>
  );
  return (
    <div className="mb-4 grid overflow-hidden rounded-lg border border-line bg-surface md:grid-cols-2">
      <div className={cell}>
        <span className="text-ink-2">Today</span>
        <KindMark kind="system" />
        {figure(systemIdentities, systemIdentities === 1 ? 'identity' : 'identities')}
        {figure(roleAssignments, roleAssignments === 1 ? 'role assignment' : 'role assignments')}
      </div>
      <div className={`${cell} bg-user-soft`}>
        <span className="text-ink-2">With one identity</span>
        <KindMark kind="user" />
        {figure(1, 'identity')}
        {figure(
          distinctRoleAssignments,
          distinctRoleAssignments === 1 ? 'role assignment' : 'role assignments',
        )}
      </div>
    </div>
  );
}

function Others({ recommendation, more }: Pick<RecommendationViewProps, 'recommendation' | 'more'>) {
  return (
    <Panel title="What would change this">
      {recommendation.others.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">No single other answer would.</p>
      ) : (
        <ul>
          {recommendation.others.map(({ question, title, answers, kind }) => (
            <li key={`${question} ${title}`} className="border-line px-4 py-2.5 not-first:border-t">
              <b className="font-semibold">{title}</b>:{' '}
              <EntityAnchor href={routes.recommendation(answersQuery(answers, more))}>
                {`use ${names[kind]}`}
              </EntityAnchor>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Share({ recommendation, page, more, answers }: RecommendationViewProps) {
  const found = sharingAdvice(recommendation.kind, page.facts);
  if (found.length === 0) return null;
  return (
    <Panel title="Identities these VMs have already">
      <ul>
        {found.map(({ advice, armId, name, href, why }) => (
          <li
            key={armId}
            className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-line px-4 py-2.5 not-first:border-t"
          >
            <span className="min-w-0 flex-1">
              <b className="font-semibold">
                {advice === 'share' ? 'You could share ' : 'Better not share '}
                <EntityAnchor href={href}>{name}</EntityAnchor>
              </b>
              <span className="block text-ink-2">{why}</span>
            </span>
            {advice === 'share' && (
              <LinkButton
                size="sm"
                href={routes.setUp(answersQuery(answers, { ...more, identity: armId }))}
              >{`Use ${name}`}</LinkButton>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What the answers lead to, why, what it costs in this estate, and what would change it. */
export function RecommendationView(props: RecommendationViewProps) {
  const { recommendation, answers, more, page } = props;
  const { kind, title, reasons } = recommendation;
  const { machines } = page.facts;
  const query = answersQuery(answers, more);
  const forWhat =
    machines.length === 0
      ? 'From your answers, and from what is in your estate.'
      : `For ${machines
          .slice(0, 3)
          .map(({ name }) => name)
          .join(', ')}${machines.length > 3 ? ` and ${machines.length - 3} more` : ''}.`;
  return (
    <>
      <PageHeader
        trail={<EntityAnchor href={routes.start(query)}>Which identity do I need?</EntityAnchor>}
        title={
          <span className="inline-flex flex-wrap items-center gap-3">
            {title}
            <KindMark kind={kind === 'system-assigned' ? 'system' : 'user'} />
          </span>
        }
        subtitle={forWhat}
        actions={
          <>
            <LinkButton href={routes.start(answersQuery(answers, { ...more, q: 'where' }))}>
              Change answers
            </LinkButton>
            {page.subscriptions > 0 && (
              <LinkButton variant="primary" href={routes.setUp(query)}>
                Continue to the plan
              </LinkButton>
            )}
          </>
        }
      />
      <BeforeAfter page={page} kind={kind} />
      {page.subscriptions === 0 && (
        <p role="note" className="mb-4 rounded-lg border border-line bg-surface px-4 py-3">
          <b className="font-semibold">Azure shows you no subscription.</b> The recommendation holds all the
          same. To make the plan, ask for the Reader role on a subscription first.
        </p>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title="Why" aside={`From ${countOf(Object.keys(answers).length, 'answer')}`}>
          <ul>
            {reasons.map((reason) => (
              <Row key={reason.title} mark="✓" title={reason.title}>
                {reason.text}
              </Row>
            ))}
          </ul>
        </Panel>
        <Panel title="Trade-offs in this estate">
          <ul>
            {tradeOffs(kind, page.facts, page.characteristics).map((one) => (
              <Row key={one.title} mark="!" title={one.title}>
                {one.text}
              </Row>
            ))}
          </ul>
        </Panel>
        <RolesNeeded roles={recommendation.roles} page={page} note={noDirectoryRole} />
        <div className="grid gap-4">
          <Share {...props} />
          <Others recommendation={recommendation} more={more} />
        </div>
      </div>
    </>
  );
}
