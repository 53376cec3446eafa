import type { ReactNode } from 'react'

const token =
  /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\]|\\.)*')|((?<![\w:/.-])(?:#|\/\/).*$)|\b(curl|from|import|export|const|await|new|print|client)\b/gm
const colours = ['', 'text-info-text', 'text-ink-2', 'text-accent-text'] as const

/** Highlights strings, comments and a few words of shell, Python, JavaScript and TOML. Snippets need no more. */
export function highlight(code: string): ReactNode[] {
  const out: ReactNode[] = []
  let end = 0
  for (const match of code.matchAll(token)) {
    const colour = colours[match.slice(1).findIndex((part) => part !== undefined) + 1]
    out.push(code.slice(end, match.index))
    out.push(
      <span key={match.index} className={colour}>
        {match[0]}
      </span>,
    )
    end = match.index + match[0].length
  }
  out.push(code.slice(end))
  return out
}
