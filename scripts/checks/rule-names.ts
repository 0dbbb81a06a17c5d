import { type Files, inFolder, isTest, portalFolders } from './files.ts';

const rulesFolder = 'lib/audit/rules';

/** Files that name an audit rule by hand. The folder and the list lib/audit/rules.ts are the only places that know it. */
export function ruleNameViolations(files: Files): string[] {
  const ids = new Set(
    [...files.keys()].flatMap((file) =>
      inFolder(file, rulesFolder) ? [file.slice(rulesFolder.length + 1).split('/')[0] ?? ''] : [],
    ),
  );
  return [...files]
    .filter(([file]) => inFolder(file, ...portalFolders) && !inFolder(file, rulesFolder) && !isTest(file))
    .flatMap(([file, text]) =>
      [...ids]
        .filter((id) => new RegExp(`['"\`=]${id}['"\`&]`).test(text))
        .map((id) => `${file}: names the rule ${id}; take it from lib/audit/rules`),
    );
}
