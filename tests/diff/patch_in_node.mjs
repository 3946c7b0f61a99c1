// Applies differences with the TypeScript patch: a case `{old, diff}` a line comes in, `{patched}` goes out, as JSON.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const labextension = new URL('../../labextension/', import.meta.url);
const typescript = createRequire(new URL('package.json', labextension))('typescript');
const source = await readFile(new URL('src/diff/patch.ts', labextension), 'utf8');
const { outputText } = typescript.transpileModule(source, {
  compilerOptions: { module: 'ESNext', target: 'ES2022' }
});
const { patchNotebook } = await import(
  `data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`
);

for await (const line of createInterface({ input: process.stdin })) {
  const { old, diff } = JSON.parse(line);
  console.log(JSON.stringify(patchNotebook(old, diff)));
}
