'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ActionProblem } from '@/components/plans/action-problem';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { deleteDraft } from '@/lib/actions/plans';
import { useScope } from '@/lib/browser/use-scope';
import type { ActionFailure } from '@/lib/model/action-result';
import { inScope, routes } from '@/lib/routes';
import { callAction } from './call-action';

interface DraftActionsProps {
  id: string;
  /** Address of the form it was put together in, with everything filled in; '' when there was none. */
  editHref: string;
}

/** What the author of a draft can do with it besides confirming. */
export function DraftActions({ id, editHref }: DraftActionsProps) {
  const router = useRouter();
  const scope = useScope();
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [pending, setPending] = useState(false);
  const remove = async () => {
    setPending(true);
    setFailure(null);
    const result = await callAction('Delete the plan', () => deleteDraft({ id }));
    if (result?.ok) router.push(inScope(routes.operations(), scope));
    else {
      setPending(false);
      setFailure(result);
    }
  };
  return (
    <>
      {failure && <ActionProblem failure={failure} />}
      {editHref !== '' && <LinkButton href={editHref}>Edit</LinkButton>}
      <Button disabledReason={pending ? 'It is being deleted.' : undefined} onClick={() => void remove()}>
        Delete draft
      </Button>
    </>
  );
}
