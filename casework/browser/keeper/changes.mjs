/**
 * What a draft would change, entry by entry. `bad` marks a key that its owner did not enrol.
 * @module
 */

/** @typedef {import('../../../crypto/browser/keyring.mjs').Keyring} Keyring */
/** @typedef {import('../../../crypto/browser/keyring.mjs').Officer} Officer */
/** @typedef {import('../../../crypto/browser/root.mjs').Root} Root */
/** @typedef {import('./custody.mjs').Person} Person */
/** @typedef {{ what: string, title: any, before: string, after: string, duties: Duties | null, words: string[] | null, bad: boolean }} Change */
/** @typedef {{ receives: boolean, replies: boolean, identity: boolean }} Duties */

/** @param {string} what @param {Partial<Change>} [more] @returns {Change} */
const change = (what, more = {}) => ({
  ...{ what, title: '', before: '', after: '', duties: null, words: null, bad: false },
  ...more,
});

/** @param {Root} root @param {Root | null} before @param {Person[]} people @returns {Change[]} */
export function rootChanges(root, before, people) {
  const earlier = before?.custodians ?? [];
  const isIn = (/** @type {{ id: string }[]} */ list, /** @type {string} */ id) =>
    list.some((each) => each.id === id);
  const come = root.custodians.filter(({ id }) => !isIn(earlier, id)).map(({ id }) => custodian(id, people));
  const gone = earlier.filter(({ id }) => !isIn(root.custodians, id));
  return [
    ...come,
    ...gone.map(({ id }) => change('custodian-out', { title: owner(people, id)?.title ?? id })),
    ...thresholdChange(root, before),
  ];
}

/** @param {Root} root @param {Root | null} before */
function thresholdChange({ threshold }, before) {
  if (!before) return [change('threshold-first', { after: String(threshold) })];
  const figures = { before: String(before.threshold), after: String(threshold) };
  return before.threshold === threshold ? [] : [change('threshold', figures)];
}

/** @param {Person[]} people @param {string} id */
const owner = (people, id) => people.find(({ enrolled }) => enrolled?.id === id);

/** @param {string} id @param {Person[]} people */
function custodian(id, people) {
  const person = owner(people, id);
  const words = person?.enrolled?.words ?? null;
  return change('custodian-in', { title: person?.title ?? id, words, bad: !person });
}

/** @param {Keyring} keyring @param {Keyring | null} before @param {Person[]} people @returns {Change[]} */
export function keyringChanges(keyring, before, people) {
  const earlier = before?.officers ?? [];
  const officers = keyring.officers.flatMap((officer) => {
    const was = earlier.find(({ oid }) => oid === officer.oid);
    return officerChange(officer, was, people);
  });
  const gone = earlier.filter(({ oid }) => !keyring.officers.some((each) => each.oid === oid));
  return [
    ...officers,
    ...gone.map(({ title }) => change('officer-out', { title })),
    ...collectorChange(keyring, before),
    ...groupChanges(keyring, before),
  ];
}

/** @param {Officer} officer @param {Officer | undefined} was @param {Person[]} people @returns {Change[]} */
function officerChange(officer, was, people) {
  const { title, receives, replies, identity } = officer;
  const duties = { receives, replies, identity: identity !== 0 };
  if (was?.kid === officer.kid) {
    const same = ['role', 'receives', 'replies', 'identity'].every(
      (name) => /** @type {any} */ (was)[name] === /** @type {any} */ (officer)[name],
    );
    const renamed = was.title.en !== title.en || was.title.cy !== title.cy;
    return same && !renamed ? [] : [change('officer-changed', { title, duties, before: was.title.en })];
  }
  const enrolled = people.find(({ oid }) => oid === officer.oid)?.enrolled;
  const isOwn = enrolled?.xpk === officer.xpk && enrolled.vk === officer.vk;
  const words = isOwn ? enrolled.words : null;
  return [change(was ? 'officer-new-key' : 'officer-in', { title, duties, words, bad: !isOwn })];
}

/** @param {Keyring} keyring @param {Keyring | null} before */
function collectorChange({ collector }, before) {
  if (before?.collector.kid === collector.kid) return [];
  return [change(before ? 'collector-new-key' : 'collector-in', { after: collector.kid })];
}

/** @param {Keyring} keyring @param {Keyring | null} before */
function groupChanges({ recovery }, before) {
  const earlier = before?.recovery ?? [];
  const isIn = (/** @type {{ rid: string }[]} */ list, /** @type {string} */ rid) =>
    list.some((each) => each.rid === rid);
  return [
    ...recovery.filter(({ rid }) => !isIn(earlier, rid)).map(({ title }) => change('group-in', { title })),
    ...earlier.filter(({ rid }) => !isIn(recovery, rid)).map(({ title }) => change('group-out', { title })),
  ];
}
