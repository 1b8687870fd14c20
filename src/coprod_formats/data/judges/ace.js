// Judges EPUB files by Ace in one browser: `node ace.js FOLDER FILE...` leaves a report a file.
"use strict";

const path = require("path");
const ace = require("@daisy/ace-core");
const logger = require("@daisy/ace-logger");
const browser = require("@daisy/ace-axe-runner-puppeteer");

const shared = { ...browser, launch: async () => {}, close: async () => {} };

async function judge(folder, files) {
  logger.initLogger({ verbose: false, silent: true, fileName: "ace.log" });
  await browser.launch();
  try {
    for (const [number, file] of files.entries()) {
      const outdir = path.join(folder, String(number));
      await ace(file, { cwd: folder, outdir, tmpdir: undefined, verbose: false, silent: true }, shared);
    }
  } finally {
    await browser.close();
  }
}

const [folder, ...files] = process.argv.slice(2);
judge(folder, files).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
