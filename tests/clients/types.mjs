// Holds a simulator's JSON to the types that a vendor's client declares: no member that the client does not
// know, no value of another type. Null may stand anywhere, since vendors answer null for "not set" whatever
// their declarations say.
import ts from 'typescript';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('answers.ts', import.meta.url));
const options = {
  noEmit: true,
  skipLibCheck: true,
  strictNullChecks: false,
  types: [],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/**
 * @param {[type: string, answer: unknown][]} answers `import('pipedrive/v2').Person` and what came
 * @returns {string[]} what does not fit
 */
export function misfits(answers) {
  const text = answers
    .map(([type, answer], index) => `export const answer${index}: ${type} =\n${JSON.stringify(answer)};\n`)
    .join('');
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(name, text, rest[0]) : read(name, ...rest);
  host.fileExists = (name) => name === path || ts.sys.fileExists(name);
  const program = ts.createProgram([path], options, host);
  const file = program.getSourceFile(path);
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((fault) => {
    const line = file.getLineAndCharacterOfPosition(fault.start).line;
    const [type] = answers[Math.floor(line / 2)];
    return `${type}: ${ts.flattenDiagnosticMessageText(fault.messageText, ' ')}`;
  });
}
