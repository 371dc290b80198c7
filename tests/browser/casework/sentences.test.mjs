/** No sentence stands in a script, and every code that a script may show has a sentence in the templates. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

/** @param {string} folder @param {string} ending @returns {string[]} */
const filesIn = (folder, ending) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesIn(path, ending);
    return name.endsWith(ending) ? [path] : [];
  });

/** @param {string} path */
const withoutComments = (path) => readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const scripts = filesIn('casework/browser', '.mjs').map(withoutComments);
const templates = filesIn('templates/casework', '.html')
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const sentences = new Set([...templates.matchAll(/message\('([a-z-]+)'/g)].map(([, code]) => code));

test('every trouble of the keeper has a sentence in the templates', () => {
  const quiet = new Set(['locked']); // it changes the screen instead
  const said = scripts.flatMap((text) => [
    ...[...text.matchAll(/new (?:Trouble|Problem)\('([a-z-]+)'/g)].map(([, code]) => code),
    ...[...text.matchAll(/\bor\('([a-z-]+)'/g)].map(([, code]) => code),
    ...[...text.matchAll(/\b[45]\d\d: '([a-z-]+)'/g)].map(([, code]) => code),
    ...[...text.matchAll(/code: '([a-z-]+)'/g)].map(([, code]) => code),
  ]);
  assert.ok(said.length > 40);
  assert.deepEqual(
    [...new Set(said)].filter((code) => !sentences.has(code) && !quiet.has(code)),
    [],
  );
});

test('every element that a script looks for stands in the templates', () => {
  const asked = scripts.flatMap((text) =>
    [...text.matchAll(/\bparts?\('([a-z-]+(?:="[a-z-]+")?)'/g)].map(([, hook]) => hook),
  );
  const made = new Set(['screen', 'problems', 'heading', 'list', 'choice']);
  const missing = [...new Set(asked)].filter(
    (hook) => !made.has(hook) && !templates.includes(`data-${hook}`),
  );
  const called = missing.filter((hook) => !/^(screen|does|start)=/.test(hook));
  assert.deepEqual(called, []);
});

test('scripts carry no sentence', () => {
  const inQuotes = /'[^'\n]*'|`[^`]*`/g;
  const wordy = /[A-Za-z’]+ [a-z’]+ [a-z’]+ [a-z’]+/;
  const found = scripts.flatMap((text) =>
    [...text.matchAll(inQuotes)].map(([quoted]) => quoted).filter((quoted) => wordy.test(quoted)),
  );
  const forDevelopers = ['only the keeper may be started', 'the page has no'];
  assert.deepEqual(
    found.filter((quoted) => !forDevelopers.some((known) => quoted.includes(known))),
    [],
  );
});

test('scripts put text into the page as text only', () => {
  for (const text of scripts)
    assert.doesNotMatch(
      text,
      /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|localStorage|sessionStorage/,
    );
});
