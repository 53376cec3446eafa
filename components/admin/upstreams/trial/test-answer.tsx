'use client'
import { useTranslations } from 'next-intl'
import { Note } from '@/components/ui/note'
import type { TestRun } from './use-test-run'

/** What the upstream has said so far. */
export function TestAnswer({ run: { state, text, reasoning, error } }: { run: TestRun }) {
  const t = useTranslations('adminUpstreams')
  const running = state === 'running'
  return (
    <div data-slot="test-answer" className="grid max-h-80 gap-2 overflow-auto border-line border-t p-3" aria-busy={running}>
      {reasoning !== '' && <p className="whitespace-pre-wrap border-line border-l-2 pl-2 text-[13px] text-ink-2">{reasoning}</p>}
      <p className="whitespace-pre-wrap break-words">
        {text}
        {running && <span className="ml-0.5 inline-block h-4 w-2 bg-accent align-[-2px]" aria-hidden />}
      </p>
      {error !== undefined && <Note tone="bad">{error || t('testFailed')}</Note>}
    </div>
  )
}
