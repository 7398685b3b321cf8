// The layering of SPEC ("The module map") and a few classes of bug, as rules.
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import svelteParser from 'svelte-eslint-parser';
import ts from 'typescript-eslint';

/** Files under `files` may not import what matches `group`. */
const mayNotImport = (files, group, message, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

const notInReplica = ['svelte', 'svelte/*', '$app/*', '$lib/*', '@latchkey/sync-server*', '**/sync-server/**'];
const tests = ['**/*.test.ts', '**/*.spec.ts'];

export default ts.config(
  { ignores: ['**/build/**', '**/.svelte-kit/**', '**/node_modules/**', '**/data/**', 'web/static/**', '**/bench-results/**'] },
  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [ts.configs.base],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-constant-condition': ['error', { checkLoops: false }],
      'no-debugger': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.svelte'],
    extends: [...svelte.configs.base],
    languageOptions: { parser: svelteParser, parserOptions: { parser: ts.parser }, globals: globals.browser },
    rules: { 'svelte/no-at-html-tags': 'error', 'svelte/require-each-key': 'error', 'svelte/no-unused-svelte-ignore': 'error' },
  },
  {
    files: tests,
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo|fixme)$/]", message: 'No skipped or lone tests.' },
        { selector: "CallExpression[callee.property.name='waitForTimeout']", message: 'Wait for what happens, not for time.' },
      ],
    },
  },
  mayNotImport(['shared/src/**/*.ts'], ['@latchkey/web*', '@latchkey/sync-server*', 'node:*', '**/web/**', '**/sync-server/**'], 'shared imports neither side, nor a platform.', tests),
  mayNotImport(['shared/src/{domain,edits,protocol}/**/*.ts', 'shared/src/permissions.ts'], ['yjs', 'lib0/*'], 'Only shared/document knows Yjs.', tests),
  mayNotImport(['sync-server/src/**/*.ts'], ['@latchkey/web*', '**/web/src/**'], 'The server does not import the app.'),
  mayNotImport(['web/src/routes/**', 'web/src/lib/**'], ['yjs', 'y-*', 'lib0/*', 'idb', '@latchkey/sync-server*', '**/sync-server/**'], 'The page knows replica/client.ts; only replica/ knows Yjs, IndexedDB and the network.'),
  mayNotImport(['web/src/replica/**/*.ts'], notInReplica, 'The replica knows neither Svelte nor the server.', tests),
  mayNotImport(['web/src/replica/index/**/*.ts'], [...notInReplica, 'yjs', 'y-*', 'idb', '../document/*', '../outbox/*'], 'The query index is pure.', tests),
);
