import { type Answers, answerTitle, askedQuestions, type QuestionId, questions } from './answers';

export type Kind = 'system-assigned' | 'user-assigned' | 'user-assigned each' | 'federated credential';

export interface Reason {
  readonly title: string;
  readonly text: string;
}

/** An answer that would lead somewhere else. */
export interface OtherAnswer {
  readonly question: QuestionId;
  readonly title: string;
  readonly answers: Answers;
  readonly kind: Kind;
}

export interface NeededRole {
  readonly role: string;
  readonly scope: string;
  readonly why: string;
}

export interface Recommendation {
  readonly kind: Kind;
  /** The title of the page, e.g. `Use one user-assigned identity`. */
  readonly title: string;
  /** The first one decided. */
  readonly reasons: readonly Reason[];
  readonly others: readonly OtherAnswer[];
  /** Azure roles that whoever carries it out needs. */
  readonly roles: readonly NeededRole[];
}

/** https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identity-best-practice-recommendations */
export const noDirectoryRole = 'No Microsoft Entra directory role is needed.';

interface Rule {
  readonly kind: Kind;
  readonly applies: (answers: Answers) => boolean;
  readonly reason: Reason;
}

/**
 * In order: the first that applies decides, and the others of the same kind that apply are said as well. The last one
 * always applies.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview#differences-between-system-assigned-and-user-assigned-managed-identities
 */
const rules: readonly Rule[] = [
  {
    kind: 'federated credential',
    applies: ({ where }) => where === 'outside',
    reason: {
      title: 'The code runs outside Azure',
      text: 'Nothing there has a metadata service. A federated credential lets its own sign-in act as a user-assigned identity, without a secret.',
    },
  },
  {
    kind: 'user-assigned each',
    applies: ({ where, share }) => where === 'recycled' && share === 'own',
    reason: {
      title: 'The resources are recreated, and each has its own access',
      text: 'A user-assigned identity for each of them survives its resource, so its role assignments stay in place.',
    },
  },
  {
    kind: 'user-assigned',
    applies: ({ where, share }) => where === 'recycled' && share !== 'own',
    reason: {
      title: 'The resources are recreated often',
      text: 'A user-assigned identity survives them. Role assignments stay in place.',
    },
  },
  {
    kind: 'user-assigned',
    applies: ({ where, share }) => where === 'several' && (share === 'same' || share === 'both'),
    reason: {
      title: 'Several resources need the same access',
      text: 'They share one identity, so that there is one set of role assignments to keep right.',
    },
  },
  {
    kind: 'user-assigned each',
    applies: ({ before, where, share }) =>
      before === 'yes' && where === 'several' && (share === 'own' || share === 'unknown'),
    reason: {
      title: 'Access must exist before the resources do',
      text: 'A system-assigned identity is created with its resource. A user-assigned one for each can be assigned its roles first.',
    },
  },
  {
    kind: 'user-assigned',
    applies: ({ before, where }) => before === 'yes' && where !== 'outside',
    reason: {
      title: 'Access must exist before the resource does',
      text: 'The identity is assigned its roles first, so that the first start does not wait up to 10 minutes.',
    },
  },
  {
    kind: 'system-assigned',
    applies: ({ where, share }) => where === 'several' && share === 'own',
    reason: {
      title: 'Each resource has its own access',
      text: 'Each one gets an identity that nobody else can use. Logs tell them apart.',
    },
  },
  {
    kind: 'system-assigned',
    applies: ({ where }) => where === 'one',
    reason: {
      title: 'The workload is contained in a single resource',
      text: 'The identity is created with it, deleted with it, and can’t be used anywhere else.',
    },
  },
  {
    kind: 'system-assigned',
    applies: ({ deploys }) => deploys === 'policy',
    reason: {
      title: 'Azure Policy can turn it on',
      text: 'A built-in policy enables system-assigned identities on virtual machines, also on those to come.',
    },
  },
  {
    kind: 'system-assigned',
    applies: () => true,
    reason: {
      title: 'Nothing calls for sharing',
      text: 'It is the smallest choice: there is nothing to delete later, and its access ends with its resource.',
    },
  },
];

const titles: Readonly<Record<Kind, string>> = {
  'system-assigned': 'Use a system-assigned identity',
  'user-assigned': 'Use one user-assigned identity',
  'user-assigned each': 'Use a user-assigned identity for each resource',
  'federated credential': 'Use a federated credential',
};

/** The kind the answers lead to, and why: what decided first. Total: every combination has one. */
export function decide(answers: Answers): { kind: Kind; reasons: readonly Reason[] } {
  const applying = rules.filter(({ applies }) => applies(answers));
  const kind = applying[0]?.kind ?? 'system-assigned';
  const same = applying.filter((rule) => rule.kind === kind).map(({ reason }) => reason);
  // What holds whatever was answered is said only when nothing else is.
  return { kind, reasons: same.length > 1 ? same.filter((reason) => reason !== rules.at(-1)?.reason) : same };
}

/** Answers that would lead to another kind, one by one: each is tried, none is written by hand. */
function otherAnswers(answers: Answers, kind: Kind): OtherAnswer[] {
  return askedQuestions(answers).flatMap(({ id, choices }) =>
    choices
      .filter(({ value }) => value !== 'unknown' && value !== answers[id])
      .flatMap(({ value, title }) => {
        const changed: Answers = { ...answers, [id]: value };
        const other = decide(changed).kind;
        return other === kind ? [] : [{ question: id, title, answers: changed, kind: other }];
      }),
  );
}

/** How far the answers given so far lean, from what each choice speaks for. */
export function leanOf(answers: Answers): number {
  const weights = questions.flatMap(({ id, choices }) => {
    const kind = choices.find(({ value }) => value === answers[id])?.kind ?? '';
    return kind === 'system' ? [-1] : kind === 'user' ? [1] : kind === 'both' ? [0.5] : [];
  });
  return weights.length === 0 ? 0 : weights.reduce((sum, one) => sum + one, 0) / weights.length;
}

/** https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-configure-managed-identities */
function rolesFor(kind: Kind): NeededRole[] {
  const assign: NeededRole = {
    role: 'Role Based Access Control Administrator',
    scope: 'what the code must reach',
    why: 'to assign the role',
  };
  const machine: NeededRole = {
    role: 'Virtual Machine Contributor',
    scope: 'the virtual machine',
    why: kind === 'system-assigned' ? 'to enable the identity' : 'to attach the identity',
  };
  const create: NeededRole = {
    role: 'Managed Identity Contributor',
    scope: 'the resource group of the identity',
    why: 'to create the identity',
  };
  if (kind === 'system-assigned') return [machine, assign];
  if (kind === 'federated credential')
    return [{ ...create, why: 'to create the identity and its federated credential' }, assign];
  const operator: NeededRole = {
    role: 'Managed Identity Operator',
    scope: 'the identity',
    why: 'to attach it, beside Virtual Machine Contributor',
  };
  return [create, machine, operator, assign];
}

/** The one recommendation that the answers lead to. */
export function recommend(answers: Answers): Recommendation {
  const { kind, reasons } = decide(answers);
  return {
    kind,
    title: titles[kind],
    reasons,
    others: otherAnswers(answers, kind),
    roles: rolesFor(kind),
  };
}

/** What was answered, for the panel beside the questions. */
export function answered(
  answers: Answers,
): readonly { readonly question: QuestionId; readonly title: string }[] {
  return askedQuestions(answers)
    .map(({ id }) => ({ question: id, title: answerTitle(id, answers) }))
    .filter(({ title }) => title !== '');
}
