'use client'
import { useQuery } from '@tanstack/react-query'
import { Play, Square } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Named } from '@/components/admin/fields/named'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { SheetSection } from '@/components/ui/sheet'
import type { UpstreamLine } from '@/lib/catalog/upstream-schema'
import { adminModelsQuery } from '@/lib/queries/admin-models'
import { TestAnswer } from './test-answer'
import { TestFacts } from './test-facts'
import { useTestRun } from './use-test-run'

const any = ' any'

/** Streams one answer straight from the upstream. It is not billed, and no breaker counts it. */
export function UpstreamTest({ upstream }: { upstream: UpstreamLine }) {
  const t = useTranslations('adminUpstreams')
  const models = useQuery(adminModelsQuery).data?.models ?? []
  const targets = models.flatMap((model) => model.targets.filter((one) => one.upstream === upstream.name))
  const names = [...new Set(targets.map(({ upstreamModel }) => upstreamModel))]
  const [model, setModel] = useState(any)
  const [prompt, setPrompt] = useState(t('testPrompt'))
  const { run, start, stop } = useTestRun(upstream.id)
  const running = run?.state === 'running'
  const options = [{ value: any, label: t('anyModel') }, ...names.map((name) => ({ value: name, label: name }))]
  return (
    <SheetSection title={<Named name={t('test')}>{t('testMeans')}</Named>}>
      <form
        className="overflow-hidden rounded-md border border-line"
        onSubmit={(event) => {
          event.preventDefault()
          if (!running && prompt.trim() !== '') void start(prompt, model === any ? undefined : model)
        }}
      >
        <div className="grid grid-cols-[152px_minmax(0,1fr)_auto] gap-2 bg-sunken p-2 phone:grid-cols-[minmax(0,1fr)_auto]">
          <Select aria-label={t('testModel')} options={options} value={model} onValueChange={setModel} />
          <div className="phone:col-span-full phone:row-start-2">
            <Input aria-label={t('testSays')} value={prompt} onChange={(event) => setPrompt(event.target.value)} />
          </div>
          {running ? (
            <Button key="stop" icon={<Square aria-hidden />} onClick={stop}>
              {t('stop')}
            </Button>
          ) : (
            <Button key="run" type="submit" icon={<Play aria-hidden />}>
              {t('run')}
            </Button>
          )}
        </div>
        {run && <TestAnswer run={run} />}
        {run && <TestFacts run={run} />}
      </form>
    </SheetSection>
  )
}
