import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { type FileProblem, type Path, refuseFile } from './problems'

/** A YAML or JSON file as plain values, with the line of each. */
export interface Parsed {
  value: unknown
  lineOf(path: Path): number
  /** The variable that makes up the whole text at a path: `${NAME}`. */
  variableAt(path: Path): string | undefined
  /** Whether the text there came from variables. It may then stand for a number or a truth value. */
  expandedAt(path: Path): boolean
}

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g
const mostNodes = 200_000
const keyOf = (path: Path) => JSON.stringify(path)

/** Reads the file and puts the environment's values in place of `${NAME}`. Throws what is wrong, with lines. */
export function parseYaml(text: string, variables: Record<string, string | undefined>): Parsed {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const lineAt = (offset: number | undefined) => counter.linePos(offset ?? 0).line
  const hint = text.includes('${') ? ` (inside { } or [ ] put "$\{NAME}" in quotes)` : ''
  refuseFile(document.errors.map(({ message, pos }) => ({ line: lineAt(pos[0]), path: [], message: `${message}${hint}` })))

  const lines = new Map<string, number>([['[]', 1]])
  const wholeVariables = new Map<string, string>()
  const expanded = new Set<string>()
  const problems: FileProblem[] = []
  let nodes = 0

  function expand(source: string, path: Path, line: number): string {
    if (!source.includes('${')) return source
    const [only] = [...source.matchAll(variable)]
    if (only?.[0] === source && only[1]) wholeVariables.set(keyOf(path), only[1])
    expanded.add(keyOf(path))
    return source.replace(variable, (_, name: string) => {
      const value = variables[name]
      if (value === undefined || value === '')
        problems.push({ line, path, message: `the environment variable ${name} is not set: set it, or write the value here` })
      return value ?? ''
    })
  }

  function read(node: unknown, path: Path, parentLine: number): unknown {
    if (++nodes > mostNodes) throw new Error('The catalog file is too large.')
    const target = isAlias(node) ? (node.resolve(document as Document) ?? null) : (node as Node | null)
    const line = (node as Node | null)?.range ? lineAt((node as Node).range?.[0]) : parentLine
    lines.set(keyOf(path), line)
    if (isMap(target)) {
      const entries = target.items.map((pair): [string, unknown] => {
        const name = isScalar(pair.key) ? String(pair.key.value) : String(pair.key)
        const at = isScalar(pair.key) && pair.key.range ? lineAt(pair.key.range[0]) : line
        const value = read(pair.value, [...path, name], at)
        lines.set(keyOf([...path, name]), at)
        return [name, value]
      })
      return Object.fromEntries(entries)
    }
    if (isSeq(target)) return target.items.map((item, at) => read(item, [...path, at], line))
    if (!isScalar(target)) return null
    const { value, source } = target
    if (typeof value === 'string') return expand(value, path, line)
    return typeof value === 'number' ? exactNumber(value, source) : value
  }

  const value = read(document.contents, [], 1)
  refuseFile(problems)
  return {
    value,
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const line = lines.get(keyOf(path.slice(0, length)))
        if (line !== undefined) return line
      }
      return 1
    },
    variableAt: (path) => wholeVariables.get(keyOf(path)),
    expandedAt: (path) => expanded.has(keyOf(path)),
  }
}

/** A number that a double may have rounded is kept as the digits that were written. */
function exactNumber(value: number, source: string | undefined): number | string {
  const digits = (source ?? '').replace(/^[-+]?[0.]*/, '').replace('.', '')
  return Number.isSafeInteger(value) || digits.length <= 15 ? value : (source ?? value)
}
