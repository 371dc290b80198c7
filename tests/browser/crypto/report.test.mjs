import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { hex, unhex } from '../../../crypto/browser/bytes.mjs';
import { parseItemFrame, parseMessageFrame, parseReportFrame } from '../../../crypto/browser/deposit.mjs';
import { CannotOpen, Refused, TooLarge } from '../../../crypto/browser/errors.mjs';
import { openIdentity, openShare } from '../../../crypto/browser/identity.mjs';
import { slots as slotsOf } from '../../../crypto/browser/keyring.mjs';
import { openReplies, openState, sealMessage } from '../../../crypto/browser/mailbox.mjs';
import {
  checkMessages,
  openMessage,
  openReply,
  openReport,
  openRoute,
  sealReply,
} from '../../../crypto/browser/opening.mjs';
import { sealReport } from '../../../crypto/browser/report.mjs';
import { newId, newSeed } from '../../../crypto/browser/seeds.mjs';
import { unwrapFolderSeed } from '../../../crypto/browser/wrap.mjs';
import { newCodeKeys, newOffice, TODAY } from './office.mjs';

/** @type {import('./office.mjs').Office} */
let office;
/** @type {import('../../../crypto/browser/code.mjs').CodeKeys} */
let keys;

before(async () => {
  office = await newOffice();
  keys = await newCodeKeys(office);
});

/** @param {Partial<import('../../../crypto/browser/report.mjs').Letter>} [letter] */
const sealed = (letter = {}) =>
  sealReport(office.instance, office.keyring, keys, {
    ...{ folder: newId(), language: 'en', answers: { what: 'The tender was opened early.' } },
    ...letter,
  });

/** What the collector would hand this officer. @param {Uint8Array} payload @param {import('./office.mjs').Person} officer */
async function openedBy(payload, officer) {
  const { instance, keyring } = office;
  const frame = parseReportFrame(payload);
  const at = slotsOf(keyring).findIndex(({ id, share }) => id === officer.kid && !share);
  const { folder, pkHash } = frame;
  const seed = await unwrapFolderSeed(
    instance,
    folder,
    1,
    unhex(officer.kid),
    pkHash,
    officer.xseed,
    frame.slots[at],
  );
  return { seed, report: await openReport(instance, folder, seed, frame.item, [keyring]) };
}

/** @param {Partial<import('../../../crypto/browser/letter.mjs').Reply>} reply @param {string} pk */
const replied = (reply, pk) => ({
  ...{ by: office.monitoring.kid, on: TODAY, prev: '00'.repeat(32), ack: null, text: 'Thank you.' },
  ...{ status: 'received', next_date: null, readers: [], folder: { epoch: 1, pk, removed: [] }, ...reply },
});

describe('a report', () => {
  test('opens to every officer left ticked', async () => {
    const { payload } = await sealed();
    for (const officer of [office.monitoring, office.deputy, office.finance]) {
      const { report } = await openedBy(payload, officer);
      assert.deepEqual(report.report.answers, { what: 'The tender was opened early.' });
    }
  });

  test('does not open to an officer left unticked, nor to their recovery group', async () => {
    const { payload } = await sealed({ leftOut: [office.chief.oid] });
    await assert.rejects(openedBy(payload, office.chief), CannotOpen);
    const { report } = await openedBy(payload, office.deputy);
    assert.deepEqual(report.report.left_out, [office.chief.oid]);
    assert.deepEqual(report.report.recovery, []);
    assert.ok(!report.report.readers.includes(office.chief.kid));
  });

  test('tells the collector alone who is to get it', async () => {
    const { instance, keyring, collector, chief } = office;
    const frame = parseReportFrame((await sealed({ leftOut: [chief.oid] })).payload);
    const route = await openRoute(instance, keyring, collector.xseed, frame);
    assert.deepEqual(route.barred, [chief.oid]);
    assert.equal(route.to.length, 4);
    frame.slots.reverse();
    await assert.rejects(openRoute(instance, keyring, collector.xseed, frame), CannotOpen);
  });

  test('has one size with or without left-out officers, a name, a thousand words', async () => {
    const identity = { name: 'A. Person', contact: '01632 960000', share_with: [] };
    const all = await Promise.all([
      sealed(),
      sealed({ leftOut: [office.chief.oid, office.finance.oid] }),
      sealed({ identity }),
      sealed({ answers: { what: 'word '.repeat(1000) } }),
    ]);
    assert.equal(new Set(all.map(({ payload }) => payload.length)).size, 1);
  });

  test('is not sealed when nobody may read it, or to somebody unknown', async () => {
    const everyone = office.keyring.officers.map(({ oid }) => oid);
    await assert.rejects(sealed({ leftOut: everyone }), Refused);
    await assert.rejects(sealed({ leftOut: [hex(newId())] }), Refused);
  });

  test('gives a name only to both groups together', async () => {
    const { instance, keyring, monitoring, deputy } = office;
    const identity = { name: 'A. Person', contact: 'at home', share_with: ['Monitoring Officer'] };
    const { folder, item, slots, identity: body } = parseReportFrame((await sealed({ identity })).payload);
    const shares = await Promise.all(
      [monitoring, deputy].map((officer, i) => {
        const at = slotsOf(keyring).findIndex(({ id, share }) => id === officer.kid && share);
        const who = { kid: officer.kid, group: i + 1, xseed: officer.xseed };
        return openShare(instance, folder, item.id, who, slots[at]);
      }),
    );
    assert.deepEqual(await openIdentity(instance, folder, item.id, shares, body), identity);
    const halves = [
      [shares[0], undefined],
      [shares[0], shares[0]],
      [shares[0], newSeed()],
    ];
    for (const half of halves) {
      await assert.rejects(openIdentity(instance, folder, item.id, half, body), CannotOpen);
    }
  });

  test('is refused under another folder, and with a bit flipped', async () => {
    const { instance, keyring, monitoring } = office;
    const { payload } = await sealed();
    const { seed } = await openedBy(payload, monitoring);
    const { folder, item } = parseReportFrame(payload);
    await assert.rejects(openReport(instance, newId(), seed, item, [keyring]), CannotOpen);
    const body = item.body.slice();
    body[100] ^= 1;
    await assert.rejects(openReport(instance, folder, seed, { ...item, body }, [keyring]), CannotOpen);
    await assert.rejects(openReport(instance, folder, seed, item, []), Refused);
  });
});

describe('a thread', () => {
  test('goes both ways and holds on to itself', async () => {
    const { instance, keyring, monitoring } = office;
    const { payload } = await sealed();
    const { seed, report } = await openedBy(payload, monitoring);
    const mailbox = parseReportFrame(payload).state;
    const reply = replied({ ack: { seq: 0, hash: report.hash } }, report.report.folder_pk);
    const slot = await sealReply(instance, report, { seq: 1, sseed: monitoring.sseed, reply });
    assert.equal(slot.length, 18846);

    const state = await openState(instance, keys, mailbox);
    const filling = crypto.getRandomValues(new Uint8Array(18846));
    const read = await openReplies(instance, keys, state, keyring, [slot, filling, filling, filling]);
    assert.deepEqual(read.findings, []);
    assert.deepEqual(
      read.replies.map((each) => each.reply.text),
      ['Thank you.'],
    );

    const words = { topic: 'more', text: 'It happened again.' };
    const message = parseMessageFrame(
      (await sealMessage(instance, keyring, keys, read.state, mailbox, words)).payload,
    );
    const opened = await openMessage(instance, report, [seed], message.item);
    assert.equal(opened.message.text, 'It happened again.');
    const mine = await openReply(instance, report, [seed], keyring, parseItemFrame(slot));
    assert.deepEqual(checkMessages(report, [opened], [mine]), []);
    assert.deepEqual(
      checkMessages(report, [opened], []).map(({ fault }) => fault),
      ['ack-beyond'],
    );
  });

  test('a reply counts only from somebody who may reply and was not left out', async () => {
    const { instance, keyring, monitoring, finance, chief } = office;
    const { payload } = await sealed({ leftOut: [chief.oid] });
    const { report } = await openedBy(payload, monitoring);
    const state = await openState(instance, keys, parseReportFrame(payload).state);
    for (const officer of [finance, chief]) {
      const reply = replied({ by: officer.kid }, report.report.folder_pk);
      const slot = await sealReply(instance, report, { seq: 1, sseed: officer.sseed, reply });
      const read = await openReplies(instance, keys, state, keyring, [slot]);
      assert.deepEqual(read.replies, []);
      assert.deepEqual(
        read.findings.map(({ fault }) => fault),
        ['refused'],
      );
    }
    const forged = await sealReply(instance, report, {
      ...{ seq: 1, sseed: finance.sseed, reply: replied({}, report.report.folder_pk) },
    });
    assert.deepEqual((await openReplies(instance, keys, state, keyring, [forged])).replies, []);
  });

  test('shows a gap, a fork, and an acknowledgement of what was never sent', async () => {
    const { instance, keyring, monitoring } = office;
    const { payload } = await sealed();
    const { report } = await openedBy(payload, monitoring);
    const state = await openState(instance, keys, parseReportFrame(payload).state);
    const send = (/** @type {number} */ seq, /** @type {object} */ reply) =>
      sealReply(instance, report, {
        ...{ seq, sseed: monitoring.sseed, reply: replied(reply, report.report.folder_pk) },
      });
    const filling = crypto.getRandomValues(new Uint8Array(18846));
    const faults = async (/** @type {Uint8Array[]} */ ...slots) =>
      (await openReplies(instance, keys, state, keyring, [...slots, filling])).findings.map(
        ({ fault }) => fault,
      );
    assert.deepEqual(await faults(await send(2, {})), ['gap']);
    assert.deepEqual(await faults(await send(1, {}), await send(1, { text: 'Other' })), ['fork']);
    assert.deepEqual(await faults(await send(1, { ack: { seq: 4, hash: '11'.repeat(32) } })), ['ack-beyond']);
    assert.deepEqual(await faults(await send(1, { ack: { seq: 0, hash: '11'.repeat(32) } })), ['ack-other']);
  });

  test('messages and replies never leave their one size', async () => {
    const { instance, keyring } = office;
    const { payload } = await sealed();
    const mailbox = parseReportFrame(payload).state;
    const state = await openState(instance, keys, mailbox);
    const lengths = await Promise.all(
      ['', 'x'.repeat(10_000)].map(async (text) => {
        const { payload: sent } = await sealMessage(instance, keyring, keys, state, mailbox, {
          topic: '',
          text,
        });
        return sent.length;
      }),
    );
    assert.equal(lengths[0], lengths[1]);
    const long = { topic: '', text: 'x'.repeat(20_000) };
    await assert.rejects(sealMessage(instance, keyring, keys, state, mailbox, long), TooLarge);
  });

  test('another code opens nothing, and random bytes look just so', async () => {
    const other = await newCodeKeys(office);
    const { payload } = await sealed();
    await assert.rejects(openState(office.instance, other, parseReportFrame(payload).state), CannotOpen);
    const decoy = crypto.getRandomValues(new Uint8Array(16455));
    await assert.rejects(openState(office.instance, keys, decoy), CannotOpen);
  });
});
