'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Hint } from '@/components/ui/hint'
import { Input } from '@/components/ui/input'
import { Switch } from '@/components/ui/switch'
import { notify } from '@/components/ui/toast'
import { useDeed } from '@/components/ui/use-deed'
import type { CodeBatch, CodeBatchDetail } from '@/lib/ledger/schema'
import { codeBatchesApi, refreshBatches } from '@/lib/queries/codes'

type Code = CodeBatchDetail['codes'][number]
const atFirst = 20

/** The codes of a batch, by the part that may be shown. Each can be switched off alone. */
export function BatchCodes({ batch, codes }: { batch: CodeBatch; codes: Code[] }) {
  const t = useTranslations('adminCodes')
  const [search, setSearch] = useState('')
  const [most, setMost] = useState(atFirst)
  const wanted = search.toUpperCase().replace(/[^0-9A-Z]/g, '')
  const found = codes.filter(({ preview }) => preview.replace(/[^0-9A-Z]/g, '').includes(wanted))
  return (
    <>
      {codes.length > 5 && (
        <Input
          size="s"
          aria-label={t('searchCodes')}
          placeholder={t('searchCodes')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <ul className="mt-2 grid">
        {found.slice(0, most).map((code) => (
          <CodeLine key={code.id} batch={batch} code={code} />
        ))}
      </ul>
      {found.length === 0 && <Hint>{t('noCode')}</Hint>}
      {found.length > most && (
        <Button size="s" className="mt-2" onClick={() => setMost(most + 200)}>
          {t('moreCodes', { count: found.length - most })}
        </Button>
      )}
    </>
  )
}

function CodeLine({ batch, code }: { batch: CodeBatch; code: Code }) {
  const t = useTranslations('adminCodes')
  const client = useQueryClient()
  const { run } = useDeed(() => refreshBatches(client))
  const toggle = async (enabled: boolean) => {
    const done = await run(() => codeBatchesApi.changeCode(batch.id, code.id, enabled))
    if (done) notify.done(t(enabled ? 'enabled' : 'disabled', { name: code.preview }))
  }
  return (
    <li className="flex min-h-9 items-center gap-3 border-line border-b text-[13px] last:border-b-0">
      <code className="min-w-0 truncate">{code.preview}</code>
      <span className="ml-auto text-ink-2">{`${code.used} / ${batch.uses}`}</span>
      <Switch checked={code.enabled} onCheckedChange={(next) => void toggle(next)} aria-label={t('switchCode', { code: code.preview })} />
    </li>
  )
}
