'use client'
import { useEffect, useState } from 'react'

export interface Token {
  content: string
  color?: string | undefined
}

interface Coloured {
  code: string
  lines: Token[][]
}

/** The lines of a piece of code in colours. Their code is loaded with the first block that names its language; until then all is plain. */
export function useColours(code: string, language: string, isIncomplete: boolean): Token[][] {
  const [coloured, setColoured] = useState<Coloured>({ code: '', lines: [] })
  useEffect(() => {
    let current = true
    const show = ({ tokens }: { tokens: { content: string; color?: string; htmlStyle?: Record<string, string> }[][] }) => {
      const lines = tokens.map((line) => line.map(({ content, color, htmlStyle }) => ({ content, color: htmlStyle?.color ?? color })))
      if (current) setColoured({ code, lines })
    }
    const find = async () => {
      const { colours } = await import('./colours')
      if (!current || !colours.supportsLanguage(language as never)) return
      const known = colours.highlight({ code, language: language as never, themes: colours.getThemes(), isIncomplete }, show)
      if (known) show(known)
    }
    // Without colours code can be read as well.
    if (language) void find().catch(() => undefined)
    return () => {
      current = false
    }
  }, [code, language, isIncomplete])
  if (coloured.code === code) return coloured.lines
  // While an answer is written, the lines that are complete keep their colours.
  const kept = code.startsWith(coloured.code) ? coloured.lines.slice(0, -1) : []
  const rest = code.split('\n').slice(kept.length)
  return [...kept, ...rest.map((content) => [{ content }])]
}
