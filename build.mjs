/**
 * Builds what browsers load: `node build.mjs [portal] [casework]`.
 *
 * Scripts by esbuild, styles by Sass, each under a name that carries the hash of its bytes, beside a brotli and a
 * gzip copy; `manifest.json` tells the templates which name is which. Workers come first: a page may start a worker
 * from one fixed path only, which is written into its script here.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { compile } from 'sass';

const PROGRAMS = {
  portal: {
    workers: { SEALER_PATH: 'portal/browser/sealer.mjs' },
    pages: ['portal/browser/report.mjs', 'portal/browser/check.mjs', 'portal/browser/page.mjs'],
    styles: ['portal/styles/portal.scss'],
  },
  casework: {
    workers: { KEEPER_PATH: 'casework/browser/keeper.mjs' },
    pages: ['casework/browser/desk.mjs', 'casework/browser/join.mjs', 'casework/browser/custody.mjs'],
    styles: ['casework/styles/casework.scss'],
  },
};
const BROWSERS = ['chrome111', 'firefox114', 'safari16.4'];
const COMPRESSED = /\.(mjs|css)$/;

/** Logical name → built name of every entry point. @param {esbuild.Metafile} metafile */
function builtNames(metafile) {
  const outputs = Object.entries(metafile.outputs).filter(([, output]) => output.entryPoint);
  return Object.fromEntries(outputs.map(([path, { entryPoint }]) => [basename(entryPoint), basename(path)]));
}

/**
 * One call an entry point, so that a page is one file; only a worker's lazy imports become chunks.
 * @param {string} source @param {string} folder @param {Record<string, string>} define
 */
async function bundle(source, folder, define) {
  const { metafile } = await esbuild.build({
    entryPoints: [source],
    outdir: folder,
    bundle: true,
    format: 'esm',
    splitting: true,
    minify: true,
    metafile: true,
    target: BROWSERS,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    outExtension: { '.js': '.mjs' },
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    define,
  });
  return builtNames(metafile);
}

/** @param {string} source @param {string} folder */
async function stylesheet(source, folder) {
  const { css } = compile(source, { style: 'compressed', loadPaths: ['node_modules'], quietDeps: true });
  const hash = createHash('sha256').update(css).digest('hex').slice(0, 8).toUpperCase();
  const built = basename(source).replace('.scss', `-${hash}.css`);
  await writeFile(join(folder, built), css);
  return { [basename(source).replace('.scss', '.css')]: built };
}

/** @param {string} folder */
async function precompress(folder) {
  for (const name of (await readdir(folder)).filter((file) => COMPRESSED.test(file))) {
    const bytes = await readFile(join(folder, name));
    const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(bytes, best));
    await writeFile(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

/** Build `program` beside its old files, then put it in their place. @param {keyof typeof PROGRAMS} program */
async function build(program) {
  const { workers, pages, styles } = PROGRAMS[program];
  const place = join(program, 'static');
  const folder = `${place}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  /** @type {Record<string, string>} */
  const manifest = {};
  /** @type {Record<string, string>} */
  const define = {};
  try {
    for (const [constant, source] of Object.entries(workers).filter(([, source]) => existsSync(source))) {
      Object.assign(manifest, await bundle(source, folder, {}));
      define[`globalThis.${constant}`] = JSON.stringify(`/static/${manifest[basename(source)]}`);
    }
    for (const source of pages.filter(existsSync))
      Object.assign(manifest, await bundle(source, folder, define));
    for (const source of styles.filter(existsSync)) Object.assign(manifest, await stylesheet(source, folder));
    await precompress(folder);
    await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await rm(place, { recursive: true, force: true });
    await rename(folder, place);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const asked = /** @type {(keyof typeof PROGRAMS)[]} */ (process.argv.slice(2));
for (const program of asked.length
  ? asked
  : /** @type {(keyof typeof PROGRAMS)[]} */ (Object.keys(PROGRAMS))) {
  await build(program);
}
