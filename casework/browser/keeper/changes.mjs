/**
 * What a draft would change, entry by entry. `bad` marks a key that its owner did not enrol.
 * @module
 */

/** @typedef {import('../../../crypto/browser/keyring.mjs').Keyring} Keyring */
/** @typedef {import('../../../crypto/browser/keyring.mjs').Officer} Officer */
/** @typedef {import('../../../crypto/browser/root.mjs').Root} Root */
/** @typedef {import('./custody.mjs').Person} Person */
/** @typedef {import('../../../crypto/browser/keyring.mjs').RecoveryGroup} Group */
/**
 * @typedef {{ what: string, title: any, before: string, after: string, duties: Duties | null,
 *   words: string[] | null, holders: any[] | null, bad: boolean }} Change `holders`: titles of a group's
 */
/** @typedef {{ receives: boolean, replies: boolean, identity: boolean }} Duties */

/** @param {string} what @param {Partial<Change>} [more] @returns {Change} */
const change = (what, more = {}) => ({
  ...{ what, title: '', before: '', after: '', duties: null, words: null, holders: null, bad: false },
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
    ...groupChanges(keyring, before, people),
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

/**
 * Groups that come, go, or change: whoever is quietly made a holder could open what the group can.
 * @param {Keyring} keyring
 * @param {Keyring | null} before
 * @param {Person[]} people
 */
function groupChanges({ recovery }, before, people) {
  const earlier = before?.recovery ?? [];
  const gone = earlier.filter(({ rid }) => !recovery.some((each) => each.rid === rid));
  return [
    ...recovery.flatMap((group) => {
      const was = earlier.find(({ rid }) => rid === group.rid);
      if (was && isSame(was, group)) return [];
      return [groupChange(was ? 'group-changed' : 'group-in', group, people)];
    }),
    ...gone.map(({ title }) => change('group-out', { title })),
  ];
}

/** @param {Group} was @param {Group} group */
const isSame = (was, { title, holders, threshold }) =>
  was.title.en === title.en &&
  was.title.cy === title.cy &&
  was.threshold === threshold &&
  was.holders.join() === holders.join();

/** A holder whom nobody knows is marked. @param {string} what @param {Group} group @param {Person[]} people */
function groupChange(what, { title, holders, threshold }, people) {
  const known = holders.map((oid) => people.find((person) => person.oid === oid));
  return change(what, {
    title,
    after: String(threshold),
    holders: known.map((person, i) => person?.title ?? holders[i]),
    bad: known.some((person) => !person),
  });
}
