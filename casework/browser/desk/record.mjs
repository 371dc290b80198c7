/**
 * A case's record on its page: which tasks are done, what was written, and its allegations.
 * @module
 */
import { choose, fill, named, part, parts, row } from '../page.mjs';
import { summaryOf } from './task.mjs';

/** @typedef {import('./case.mjs').Seen} Seen */

/** @param {HTMLElement} screen @param {Seen} seen */
export function showTasks(screen, seen) {
  for (const item of parts('task-row', screen)) {
    const name = item.dataset.taskRow;
    if (!name || name === 'allegation') continue;
    mark(item, seen, name);
  }
}

/** What belongs to another stage is left out, unless something of it was answered. @param {HTMLElement} screen @param {Seen} seen */
export function showGroups(screen, { state, answers }) {
  const isAnswered = (/** @type {HTMLElement} */ row) =>
    answers.some(({ name }) => name === row.dataset.taskRow);
  for (const group of parts('during', screen)) {
    const isNow = group.dataset.during?.split(' ').includes(state) ?? false;
    group.hidden = !isNow && !parts('task-row', group).some(isAnswered);
  }
}

/** @param {HTMLElement} item @param {Seen} seen @param {string} name */
function mark(item, seen, name) {
  const isDone = seen.answers.some((each) => each.name === name);
  const isOptional = 'optional' in item.dataset;
  choose(part('choices="standing"', item), isDone ? 'done' : isOptional ? null : 'todo');
  fill(item, { value: summaryOf(seen, name) });
}

/** @param {HTMLElement} screen @param {Seen} seen @param {(name: string, title: string) => unknown} open */
export function showAllegations(screen, seen, open) {
  const names = seen.answers.map(({ name }) => name).filter((name) => name.startsWith('allegation_'));
  const rows = names.map((name, i) => {
    const item = /** @type {HTMLElement} */ (row('allegation').firstElementChild);
    const assignee = `assignee_${i + 1}`;
    const who = seen.answers.find((each) => each.name === assignee)?.codes[0];
    const person = seen.people.find(({ oid }) => oid === who);
    fill(item, { number: i + 1, assignee: person ? named(person.title) : '' });
    mark(item, seen, name);
    fill(item, { value: seen.words[name]?.value ?? '' });
    const button = part('open-task', item);
    button.addEventListener('click', () => open(name, button.textContent ?? ''));
    const assign = part('assign', item);
    assign.addEventListener('click', () => open(assignee, assign.textContent ?? ''));
    return item;
  });
  part('allegations', screen).replaceChildren(...rows);
}
