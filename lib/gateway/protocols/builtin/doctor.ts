import type { Rule, Script } from './script'

// The doctor is free, so a long text must not cost much: some rules take time by the square of it.
const LISTENS = 500
const CLAUSES = 20

/** The doctor's answer to the last of the visitor's messages; the same conversation always gets the same answer. */
export function doctor(script: Script, said: readonly string[]): string {
  const turns = new Map<readonly string[], number>()
  const kept: string[] = []
  let answer = script.hello
  for (const text of said) answer = answerTo(script, text, turns, kept)
  return answer
}

function answerTo(script: Script, text: string, turns: Map<readonly string[], number>, kept: string[]) {
  const found = loudest(script.rules, clausesOf(text))
  if (!found) {
    const earlier = clausesOf(text).length > 0 ? kept.shift() : undefined
    if (earlier !== undefined) return fill(next(script.recall, turns), [earlier])
    return clausesOf(text).length > 0 ? next(script.otherwise, turns) : script.hello
  }
  const caught = found.caught.map((part) => turnRound(script, part))
  if (found.rule.keep && caught[0]) kept.push(caught[0])
  return fill(next(found.rule.answers, turns), caught)
}

const clausesOf = (text: string) =>
  text
    .slice(0, LISTENS)
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/[.!;,\n。！；，]+|(?<=[?？])/)
    .map((clause) => clause.trim().replace('？', '?'))
    .filter(Boolean)
    .slice(0, CLAUSES)

function loudest(rules: Rule[], clauses: string[]) {
  let best: { rule: Rule; caught: string[] } | undefined
  for (const clause of clauses) {
    for (const rule of rules) {
      if (best && best.rule.rank >= rule.rank) continue
      const match = rule.pattern.exec(clause)
      if (match) best = { rule, caught: match.slice(1).filter((part) => part !== undefined) }
    }
  }
  return best
}

function turnRound({ mirror }: Script, part: string) {
  const latin = /[a-z]/.test(Object.keys(mirror)[0] ?? '')
  const plain = part.replace(/[?？]+$/, '').trimEnd()
  const words = Object.keys(mirror).sort((a, b) => b.length - a.length)
  const pattern = latin ? /[a-z']+/g : new RegExp(words.join('|'), 'g')
  const turned = plain.replace(pattern, (word) => mirror[word] ?? word)
  return turned.replace(/\b(with|to|of|for|by|at|about|than|on|from) I\b|\bI$/g, (_, before) => (before ? `${before} me` : 'me'))
}

function next(answers: readonly string[], turns: Map<readonly string[], number>) {
  const turn = turns.get(answers) ?? 0
  turns.set(answers, turn + 1)
  return answers[turn % answers.length] ?? ''
}

const fill = (answer: string, caught: string[]) => answer.replace(/\$(\d)/g, (_, place: string) => caught[Number(place) - 1] ?? '')
