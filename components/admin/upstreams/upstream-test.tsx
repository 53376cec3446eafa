'use client'
import { useQuery } from '@tanstack/react-query'
import { Play, Square } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useRef, useState } from 'react'
import { useUpstreamErrorText } from '@/components/admin/targets/upstream-error'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Note } from '@/components/ui/note'
import { Select } from '@/components/ui/select'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import { streamUpstreamTest } from '@/lib/queries/upstream-test'
import { TestFacts, type TestRun } from './test-facts'

const any = ' any'

/** Streams one answer straight from the upstream. It is not billed, and no breaker counts it. */
export function UpstreamTest({ upstream }: { upstream: UpstreamLine }) {
  const t = useTranslations('adminUpstreams')
  const id = useId()
  const errorText = useUpstreamErrorText()
  const models = useQuery(adminModelsQuery).data?.models ?? []
  const names = [
    ...new Set(models.flatMap(({ targets }) => targets.filter((one) => one.upstream === upstream.name).map((one) => one.upstreamModel))),
  ]
  const [model, setModel] = useState(any)
  const [prompt, setPrompt] = useState(t('testPrompt'))
  const [run, setRun] = useState<TestRun>()
  const stop = useRef<AbortController>(null)
  const running = run?.state === 'running'
  const start = async () => {
    if (prompt.trim() === '') return
    const control = new AbortController()
    stop.current = control
    const began = performance.now()
    let now: TestRun = { state: 'running', text: '', reasoning: '', pieces: 0 }
    const change = (next: Partial<TestRun>) => {
      now = { ...now, ...next }
      setRun(now)
    }
    change({})
    try {
      for await (const event of streamUpstreamTest(upstream.id, { model: model === any ? undefined : model, prompt }, control.signal)) {
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
      change(control.signal.aborted ? { state: 'stopped' } : { state: 'failed', error: errorText(error) })
    }
  }
  const options = [{ value: any, label: t('anyModel') }, ...names.map((name) => ({ value: name, label: name }))]
  return (
    <section>
      <h3>
        <span>
          <b className="font-semibold text-ink">{t('test')}</b> {t('testMeans')}
        </span>
      </h3>
      <form
        className="probe"
        onSubmit={(event) => {
          event.preventDefault()
          if (!running) void start()
        }}
      >
        <div className="probe-bar">
          <Select aria-label={t('testModel')} options={options} value={model} onValueChange={setModel} />
          <Input className="probe-prompt" aria-label={t('testSays')} value={prompt} onChange={(event) => setPrompt(event.target.value)} />
          {running ? (
            <Button key="stop" icon={<Square aria-hidden />} onClick={() => stop.current?.abort()}>
              {t('stop')}
            </Button>
          ) : (
            <Button key="run" type="submit" icon={<Play aria-hidden />}>
              {t('run')}
            </Button>
          )}
        </div>
        {run && (
          <div className="probe-answer" id={id} aria-busy={running}>
            {run.reasoning !== '' && (
              <p className="whitespace-pre-wrap border-line border-l-2 pl-2 text-[13px] text-ink-2">{run.reasoning}</p>
            )}
            <p className="whitespace-pre-wrap break-words">
              {run.text}
              {running && <span className="probe-caret" aria-hidden />}
            </p>
            {run.error !== undefined && <Note tone="bad">{run.error || t('testFailed')}</Note>}
          </div>
        )}
        {run && <TestFacts run={run} />}
      </form>
    </section>
  )
}
