// The floors of `src/`, lowest first: what stands on one may name only what stands below it.
// A room is seen from another room through its `tokens` alone.
const ROOMS = [['access'], ['audit', 'diff'], ['anchors'], ['comments'], ['cards']];
const FOUNDATION = ['contract', 'core', 'ui'];

const UP = String.raw`^(?:\.\./)+`;
const alternatives = names => `(?:${names.join('|')})`;
const anywhereIn = names => `${UP}${alternatives(names)}(?:/|$)`;
const exceptTokensOf = names => `${UP}${alternatives(names)}(?:$|/(?!tokens(?:\\.js)?$))`;
const INDEX = `${UP}index(?:\\.js)?$`;

/** Regular expressions of the imports that `folder` may not make, each with the sentence ESLint shows. */
export function fencesOf(folder) {
  const fences = [{ regex: INDEX, message: 'index.ts lists the plugins; nothing imports it.' }];
  const forbid = (names, pattern, message) => {
    if (names.length > 0) {
      fences.push({ regex: pattern(names), message });
    }
  };
  if (FOUNDATION.includes(folder)) {
    const above = FOUNDATION.slice(FOUNDATION.indexOf(folder) + 1);
    forbid([...above, ...ROOMS.flat()], anywhereIn, `${folder} may not name what stands on it.`);
    return fences;
  }
  const floor = ROOMS.findIndex(rooms => rooms.includes(folder));
  const neighboursAndAbove = ROOMS.slice(floor).flat();
  forbid(
    neighboursAndAbove.filter(room => room !== folder),
    anywhereIn,
    'Imports go down: offer a slot in the lower room and let the upper room fill it.'
  );
  forbid(ROOMS.slice(0, floor).flat(), exceptTokensOf, 'Of another room import its tokens only.');
  return fences;
}

/** ESLint configuration, one entry for each folder of `src/` that stands on a floor. */
export const fences = [...FOUNDATION, ...ROOMS.flat()].map(folder => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': ['error', { patterns: fencesOf(folder) }],
    // `no-restricted-imports` does not look at `import()`.
    'no-restricted-syntax': [
      'error',
      ...fencesOf(folder).map(({ regex, message }) => ({
        selector: `ImportExpression[source.value=/${regex.replaceAll('/', String.raw`\x2F`)}/]`,
        message
      }))
    ]
  }
}));
