import jupyter from '@jupyter/eslint-plugin';
import tseslint from 'typescript-eslint';

import { fences } from './eslint.fences.mjs';

const SPECS = 'src/**/__tests__/**';
const SCHEMA_RULE = 'no-schema-enum';
const isSpecRule = name => name.startsWith('galata-') || name.startsWith('require-soft-');
const jupyterRules = keep =>
  Object.fromEntries(
    Object.keys(jupyter.rules)
      .filter(keep)
      .map(name => [`jupyter/${name}`, 'error'])
  );
const { languageOptions: schemaLanguage } = jupyter.configs.recommended.find(({ files }) =>
  files.some(pattern => pattern.endsWith('schema/*.json'))
);

export default tseslint.config(
  { ignores: ['lib/', 'node_modules/', 'src/contract/'] },
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { jupyter },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname }
    },
    rules: {
      ...jupyterRules(name => name !== SCHEMA_RULE && !isSpecRule(name)),
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Lumino's `connect` takes a method and its `this` apart.
      '@typescript-eslint/unbound-method': 'off',
      curly: 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'no-console': 'error'
    }
  },
  ...fences,
  {
    files: [`${SPECS}/*.{ts,tsx}`],
    rules: {
      ...jupyterRules(isSpecRule),
      'jupyter/no-untranslated-string': 'off',
      // Deferring the import of what is being tested defers nothing.
      'jupyter/prefer-lazy-imports': 'off',
      'max-lines-per-function': 'off'
    }
  },
  {
    files: ['schema/*.json'],
    plugins: { jupyter },
    languageOptions: schemaLanguage,
    rules: jupyterRules(name => name === SCHEMA_RULE)
  }
);
