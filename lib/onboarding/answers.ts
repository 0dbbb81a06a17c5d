/** What the questions are about, in the order in which they are asked. */
export const questionIds = ['where', 'share', 'before', 'reach', 'deploys'] as const;
export type QuestionId = (typeof questionIds)[number];

export interface Answers {
  readonly where?: 'one' | 'several' | 'recycled' | 'outside' | 'unknown';
  readonly share?: 'same' | 'own' | 'both' | 'unknown';
  readonly before?: 'yes' | 'no' | 'unknown';
  readonly reach?: 'secret' | 'container' | 'arm' | 'other' | 'unknown';
  readonly deploys?: 'person' | 'pipeline' | 'policy' | 'unknown';
}

export interface QuestionChoice {
  readonly value: string;
  readonly title: string;
  /** What follows from it. */
  readonly text: string;
  /** The kind it speaks for; '' for neither. */
  readonly kind: '' | 'system' | 'user' | 'both';
}

export interface Question {
  readonly id: QuestionId;
  /** Above the bar of progress. */
  readonly label: string;
  readonly title: string;
  readonly choices: readonly QuestionChoice[];
}

const unknown = (text: string): QuestionChoice => ({
  value: 'unknown',
  title: 'I don’t know yet',
  text,
  kind: '',
});

export const questions: readonly Question[] = [
  {
    id: 'where',
    label: 'Where it runs',
    title: 'Where does your code run?',
    choices: [
      {
        value: 'one',
        title: 'On a single Azure resource',
        text: 'For example, an application on one virtual machine.',
        kind: 'system',
      },
      {
        value: 'several',
        title: 'On several Azure resources',
        text: 'For example, the same service on eight virtual machines.',
        kind: '',
      },
      {
        value: 'recycled',
        title: 'On resources that are recreated often',
        text: 'Virtual machines come and go, and their permissions should stay.',
        kind: 'user',
      },
      {
        value: 'outside',
        title: 'Outside Azure',
        text: 'For example, GitHub Actions, another cloud, or a Kubernetes cluster.',
        kind: 'user',
      },
      unknown('Keyless starts from a single resource, the smallest case.'),
    ],
  },
  {
    id: 'share',
    label: 'Who shares it',
    title: 'Should all of them have the same access?',
    choices: [
      {
        value: 'same',
        title: 'Yes, they do the same work',
        text: 'One identity and one set of role assignments. A new resource has access as soon as the identity is attached.',
        kind: 'user',
      },
      {
        value: 'own',
        title: 'No, each one has its own access',
        text: 'One identity per resource. Logs show which one did what, and you can cut off a single one.',
        kind: 'system',
      },
      {
        value: 'both',
        title: 'Both: some access is shared, some isn’t',
        text: 'A resource can have a system-assigned identity and user-assigned ones. Code then names the one it wants.',
        kind: 'both',
      },
      unknown('Keyless assumes separate access, which is easier to widen later than to take away.'),
    ],
  },
  {
    id: 'before',
    label: 'When',
    title: 'Must access exist before the resource does?',
    choices: [
      {
        value: 'yes',
        title: 'Yes, it must work from the first start',
        text: 'Roles are assigned to the identity first, and the resource gets it when it is created.',
        kind: 'user',
      },
      {
        value: 'no',
        title: 'No, access can follow',
        text: 'A system-assigned identity exists only once its resource does. A new role assignment can take up to 10 minutes to work.',
        kind: 'system',
      },
      unknown('Keyless assumes that access can follow.'),
    ],
  },
  {
    id: 'reach',
    label: 'What it needs',
    title: 'What must your code reach?',
    choices: [
      {
        value: 'secret',
        title: 'A secret in Key Vault',
        text: 'Key Vault Secrets User is the smallest role that reads it.',
        kind: '',
      },
      {
        value: 'container',
        title: 'Blobs in a storage account',
        text: 'Storage Blob Data Reader on one container is enough to read.',
        kind: '',
      },
      {
        value: 'arm',
        title: 'Azure resources themselves',
        text: 'Reader on a resource group is enough to list what is in it.',
        kind: '',
      },
      { value: 'other', title: 'Another service', text: 'You choose role and scope yourself.', kind: '' },
      unknown('You can assign a role later. Until then, the identity can do nothing.'),
    ],
  },
  {
    id: 'deploys',
    label: 'Who deploys',
    title: 'Who creates these resources?',
    choices: [
      {
        value: 'person',
        title: 'A person',
        text: 'In Keyless, the Azure portal, or the Azure CLI.',
        kind: '',
      },
      {
        value: 'pipeline',
        title: 'A deployment pipeline',
        text: 'With a system-assigned identity, the pipeline must also be allowed to assign roles each time it creates a resource.',
        kind: 'user',
      },
      {
        value: 'policy',
        title: 'Azure Policy',
        text: 'A policy can turn on system-assigned identities for every virtual machine.',
        kind: 'system',
      },
      unknown('Keyless names the roles that whoever does it needs.'),
    ],
  },
];

/** Whether a question matters after the answers before it: one resource shares with nobody. */
function isAsked(id: QuestionId, { where }: Answers): boolean {
  if (id === 'share') return where === 'several' || where === 'recycled';
  if (id === 'before') return where !== 'outside';
  return true;
}

/** The questions of this run, at most five. */
export function askedQuestions(answers: Answers): readonly Question[] {
  return questions.filter(({ id }) => isAsked(id, answers));
}

/** The first question without an answer; undefined when all are answered. */
export function nextQuestion(answers: Answers): Question | undefined {
  return askedQuestions(answers).find(({ id }) => answers[id] === undefined);
}

function choiceOf(id: QuestionId, value: string | undefined): string | undefined {
  return questions.find((one) => one.id === id)?.choices.find((choice) => choice.value === value)?.value;
}

/** Answers as an address has them; what is no answer is left out. */
export function readAnswers(query: Readonly<Record<string, string | string[] | undefined>>): Answers {
  const found: Record<string, string> = {};
  for (const id of questionIds) {
    const given = query[id];
    const value = choiceOf(id, Array.isArray(given) ? given[0] : given);
    if (value !== undefined) found[id] = value;
  }
  return found;
}

/** The same as the query of an address, `?` included; '' without answers. */
export function answersQuery(answers: Answers, more: Readonly<Record<string, string>> = {}): string {
  const parameters = new URLSearchParams();
  for (const id of questionIds) {
    const value = answers[id];
    if (value !== undefined && isAsked(id, answers)) parameters.set(id, value);
  }
  for (const [name, value] of Object.entries(more)) if (value !== '') parameters.set(name, value);
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** What was answered, in a few words; '' when it was not. */
export function answerTitle(id: QuestionId, answers: Answers): string {
  return (
    questions.find((one) => one.id === id)?.choices.find(({ value }) => value === answers[id])?.title ?? ''
  );
}
