import { fail } from '@/lib/errors'
import { inEnglish } from '../edit/english'

export type Path = (string | number)[]

/** A problem of a catalog file, and its place. */
export interface FileProblem {
  line: number
  path: Path
  message: string
}

/** `models[0].price.input` */
export const pathText = (path: Path): string =>
  path.map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`)).join('') || 'the file'

/** Throws all problems as one error, a line each. Nothing has been changed by then. */
export function refuseFile(problems: FileProblem[]): void {
  if (problems.length === 0) return
  const sorted = problems.map((problem) => ({ ...problem, message: inEnglish(problem.message) })).sort((a, b) => a.line - b.line)
  const lines = sorted.map(({ line, path, message }) => `line ${line}, ${pathText(path)}: ${message}`)
  throw fail('invalid_request', {
    message: `The catalog file is wrong and nothing was changed.\n${lines.join('\n')}`,
    fields: Object.fromEntries(sorted.map(({ path, message }) => [pathText(path), message])),
  })
}
