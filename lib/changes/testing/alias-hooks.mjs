// Lets plain Node load modules of lib as Next does: `@/…` from the root, and imports without their extension.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = new URL('../../../', import.meta.url);

function withExtension(url) {
  const file = fileURLToPath(url);
  return existsSync(file) ? url : pathToFileURL(`${file}.ts`).href;
}

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('@/'))
      return next(withExtension(new URL(specifier.slice(2), root).href), context);
    const relative =
      specifier.startsWith('.') &&
      context.parentURL?.startsWith(root.href) &&
      !context.parentURL.includes('/node_modules/');
    return next(relative ? withExtension(new URL(specifier, context.parentURL).href) : specifier, context);
  },
});
