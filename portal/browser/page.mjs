/**
 * Pages that are only read: the exit button.
 * @module
 */
import { watchExit } from './exit.mjs';

watchExit();
