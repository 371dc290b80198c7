/**
 * A worker of the benchmark: the keeper's own modules open a case and give it its next key, against a server in
 * memory, so that only the browser's work is measured.
 *
 * A message `{ verb, input }` is answered by one with milliseconds in it.
 */
import { newFolder, readFolder } from '../../casework/browser/keeper/folders.mjs';
import { itemsOf, sealedItem } from '../../casework/browser/keeper/items.mjs';
import { fromBase64 } from '../../casework/browser/keeper/server.mjs';
import { roll } from '../../casework/browser/keeper/upkeep.mjs';
import { hex } from '../../crypto/browser/bytes.mjs';
import { Signed } from '../../crypto/browser/signed.mjs';
import { eventOf, FolderServer } from '../browser/casework/folder_server.mjs';
import { newOffice } from '../browser/crypto/office.mjs';

/** The office of the tests lives on one day. */
const NOON = '2026-03-02T12:00:00Z';
const Real = Date;
globalThis.Date = /** @type {any} */ (
  class extends Real {
    /** @param {any} [when] */
    constructor(when = NOON) {
      super(when);
    }
  }
);

/** An office of that many officers, one of them signed in. @param {number} officers */
async function office(officers) {
  const made = await newOffice(officers - 5);
  const server = new FolderServer(made);
  await server.signIn(made.monitoring);
  return { made, server };
}

/** Milliseconds from asking for a case of that many notes until every one is opened and checked. @param {number} entries */
async function open(entries) {
  const { server } = await office(5);
  const name = await newFolder({ kind: 'case', to: [] });
  const folder = await readFolder(name);
  for (let at = 0; at < entries; at++) {
    const value = 'The second invoice has the number of the first. '.repeat(4);
    const body = await sealedItem(folder, { kind: 'note', name: '', value });
    await server.answer(`/api/folders/${name}/items`, body);
    folder.ledger.events.push(eventOf(body.event));
    folder.ledger.head = hex(await Signed.unpack(fromBase64(body.event)).hash());
  }
  const begun = performance.now();
  const { written } = await itemsOf(await readFolder(name));
  if (written.length !== entries) throw new Error('not every note opened');
  return performance.now() - begun;
}

/** Milliseconds to give a case of that many members its next key. @param {number} members */
async function next(members) {
  const { made } = await office(members);
  const name = await newFolder({ kind: 'case', to: made.keyring.officers.map(({ kid }) => kid) });
  const begun = performance.now();
  await roll(name);
  const took = performance.now() - begun;
  if ((await readFolder(name)).ledger.members.size !== members) throw new Error('somebody was dropped');
  return took;
}

/** @type {Record<string, (input: number) => Promise<number>>} */
const VERBS = { open, next };

addEventListener('message', async ({ data: { verb, input } }) => {
  try {
    postMessage({ result: await VERBS[verb](input) });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});
