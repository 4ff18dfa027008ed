import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

import svelteConfig from './svelte.config.js';

/** Only `bridge` knows the machine; kit ← state ← desks ← views, and no desk knows another. */
const tauri = { group: ['@tauri-apps/*'], message: 'Only ui/src/bridge knows Tauri.' };
const above = (folders, message) => ({
  group: folders.flatMap((folder) => [`**/${folder}`, `**/${folder}/**`]),
  message,
});
const desks = [
  'archive',
  'calendar',
  'comments',
  'dialogs',
  'door',
  'frame',
  'log',
  'palette',
  'masthead',
  'mine',
  'queue',
  'editor',
  'galley',
  'details',
  'versions',
];
const tier = (files, ...patterns) => ({
  files: files.flatMap((folder) => [`src/${folder}/**/*.ts`, `src/${folder}/**/*.svelte`]),
  rules: { 'no-restricted-imports': ['error', { patterns: [tauri, ...patterns] }] },
});

export default ts.config(
  { ignores: ['dist/**', 'src/wire/**'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs['flat/recommended'],
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      // Maps that are never changed after they are made are kept raw on purpose: ten thousand lines need no proxies.
      'svelte/prefer-svelte-reactivity': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['*.config.*'], languageOptions: { globals: { ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  tier(['kit'], above(['bridge', 'wire', 'state', 'keys', 'desks', 'views'], 'The kit knows no word of the desk.')),
  tier(['state'], above(['kit', 'desks', 'views'], 'State is rendered by components; it does not know them.')),
  tier(['keys'], above(['bridge', 'desks', 'views'], 'The key map knows names of acts, not who carries them out.')),
  tier(['views'], above(['bridge'], 'Views compose; the state speaks to the bridge.')),
  ...desks.map((desk) =>
    tier(
      [`desks/${desk}`],
      above(['bridge', 'views'], 'A desk reaches the machine through the state.'),
      above(
        desks.filter((other) => other !== desk).flatMap((other) => [`desks/${other}`]),
        'A desk uses the kit, the state and itself; views compose desks.',
      ),
      ...desks
        .filter((other) => other !== desk)
        .map((other) => ({ regex: `^\\.\\./${other}(/|$)`, message: 'A desk does not know another desk.' })),
    ),
  ),
);
