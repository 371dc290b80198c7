/**
 * What goes to a case's reporters with something that officers do: a sealed reply to each, or why none is sent.
 * @module
 */
import { sealedReply } from './reply.mjs';

/** `texts`: by report, where they differ. @typedef {{ reports: string[], silence: string | null, text: string, texts?: Record<string, string> | null, status: string, next: string | null }} Telling */

/** @param {Telling} telling @returns {Promise<{ replies: { report: string, item: string, event: string }[], silence: string | null }>} */
export async function sealedTelling({ reports, silence, text, texts = null, status, next }) {
  const replies = [];
  if (text) {
    for (const report of reports)
      replies.push({
        report,
        ...(await sealedReply(report, { text: texts?.[report] ?? text, status, next })),
      });
  }
  return { replies, silence };
}
