'use client';

import { CopyId } from '@/components/ui/copy-id';
import { LinkButton } from '@/components/ui/link-button';
import { EntityAnchor } from '@/components/ui/portal-link';
import { formatAbsolute } from '@/components/ui/time-format';
import type { ProbeExplanation, ProbeRecord, ShownProbe } from '@/lib/model/token-probe';
import { routes } from '@/lib/routes';

/** What code on the VM found when it got a token and used it: the proof, or where it stopped and what to do. */
export function ProbeResult({ probe }: { probe: ShownProbe }) {
  const { record, holder, explanation } = probe;
  return (
    <div className="mt-2 space-y-2">
      {explanation && <Explained explanation={explanation} record={record} />}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        <Claims record={record} holder={holder} />
        <Call record={record} target={probe.target} />
      </dl>
      <EntityAnchor href={routes.flow(record.machineId)}>Open authentication flow</EntityAnchor>
    </div>
  );
}

function Explained({ explanation, record }: { explanation: ProbeExplanation; record: ProbeRecord }) {
  const { title, why, causes, whatToDo, repair, step } = explanation;
  const { imds, call } = record.result;
  const answer = step === 7 ? call : imds;
  return (
    <div className="space-y-1.5 rounded-sm bg-critical-soft px-3 py-2">
      <h4 className="font-medium">
        {title} <span className="font-normal text-ink-2">(stopped at step {step} of 7)</span>
      </h4>
      <p>{why}</p>
      {causes.length > 0 && (
        <>
          <p>Possible causes:</p>
          <ul className="list-disc pl-5">
            {causes.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ul>
        </>
      )}
      <p>{whatToDo}</p>
      {answer && answer.message !== '' && (
        <p className="text-sm break-words text-ink-2">
          {answer.status} {answer.code}: “{answer.message}”
        </p>
      )}
      {repair && <LinkButton href={repair.href}>{repair.label}</LinkButton>}
    </div>
  );
}

function Claims({ record, holder }: { record: ProbeRecord; holder: ShownProbe['holder'] }) {
  const { claims } = record.result;
  if (claims === null) return null;
  return (
    <>
      <dt className="text-ink-2">Token issued to</dt>
      <dd>
        {holder.href === '' ? (
          holder.name || 'An identity whose name is not known'
        ) : (
          <EntityAnchor href={holder.href}>{holder.name}</EntityAnchor>
        )}
      </dd>
      <dt className="text-ink-2">Principal (object) ID</dt>
      <dd>
        <CopyId value={claims.oid} label="principal (object) ID" />
      </dd>
      <dt className="text-ink-2">Client ID</dt>
      <dd>
        <CopyId value={claims.appid} label="client ID" />
      </dd>
      <dt className="text-ink-2">Audience</dt>
      <dd className="break-words">{claims.aud}</dd>
      <dt className="text-ink-2">Tenant ID</dt>
      <dd>
        <CopyId value={claims.tid} label="tenant ID" />
      </dd>
      <dt className="text-ink-2">Expires</dt>
      <dd suppressHydrationWarning>{claims.exp < 0 ? 'Unknown' : formatAbsolute(claims.exp * 1000)}</dd>
    </>
  );
}

function Call({ record, target }: { record: ProbeRecord; target: string }) {
  const { call } = record.result;
  if (call === null) return null;
  const isRead = call.status >= 200 && call.status < 300;
  return (
    <>
      <dt className="text-ink-2">Call for {target}</dt>
      <dd>
        {call.status === 0 ? 'No answer' : `Answered with ${call.status} in ${call.durationMs} ms`}
        {isRead && record.target.kind === 'secret' && '. The value was discarded on the virtual machine.'}
      </dd>
      {call.version !== '' && (
        <>
          <dt className="text-ink-2">Version of the secret</dt>
          <dd>
            <CopyId value={call.version} label="version of the secret" />
          </dd>
        </>
      )}
    </>
  );
}
