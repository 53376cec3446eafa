'use client'
import { useRef, useState } from 'react'
import { useUpstreamErrorText } from '@/components/admin/targets/upstream-error'
import { streamUpstreamTest } from '@/lib/queries/upstream-test'

export interface TestRun {
  state: 'running' | 'done' | 'stopped' | 'failed'
  text: string
  reasoning: string
  pieces: number
  outputTokens?: number | undefined
  /** milliseconds since the button was pressed */
  firstMs?: number | undefined
  endMs?: number | undefined
  error?: string
}

/** One test of an upstream at a time: what came so far, how to start one and how to stop it. */
export function useTestRun(upstream: string) {
  const errorText = useUpstreamErrorText()
  const [run, setRun] = useState<TestRun>()
  const control = useRef<AbortController>(null)
  const start = async (prompt: string, model: string | undefined) => {
    control.current = new AbortController()
    const { signal } = control.current
    const began = performance.now()
    let now: TestRun = { state: 'running', text: '', reasoning: '', pieces: 0 }
    const change = (next: Partial<TestRun>) => {
      now = { ...now, ...next }
      setRun(now)
    }
    change({})
    try {
      for await (const event of streamUpstreamTest(upstream, { model, prompt }, signal)) {
        const piece = `${event.text ?? ''}${event.reasoning ?? ''}`
        if (event.error !== undefined) change({ state: 'failed', error: event.error })
        if (event.outputTokens !== undefined) change({ outputTokens: event.outputTokens })
        if (piece === '') continue
        const at = performance.now() - began
        const text = now.text + (event.text ?? '')
        change({ text, reasoning: now.reasoning + (event.reasoning ?? ''), pieces: now.pieces + 1, firstMs: now.firstMs ?? at, endMs: at })
      }
      if (now.state === 'running') change({ state: 'done' })
    } catch (error) {
      change(signal.aborted ? { state: 'stopped' } : { state: 'failed', error: errorText(error) })
    }
  }
  return { run, start, stop: () => control.current?.abort() }
}
