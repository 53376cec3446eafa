'use client'
import { useTranslations } from 'next-intl'
import { BulkBar } from '@/components/data-table/bulk-bar'
import { Button } from '@/components/ui/button'
import type { ShownKey } from '@/lib/keys/schema'
import type { useKeyDeeds } from './use-key-deeds'

interface Props {
  keys: ShownKey[]
  deeds: ReturnType<typeof useKeyDeeds>
  onClear: () => void
}

/** What can be done with several keys at once. */
export function KeyBulk({ keys, deeds: { enable, remove }, onClear }: Props) {
  const t = useTranslations('keys')
  return (
    <BulkBar count={keys.length} onClear={onClear}>
      <Button size="s" onClick={() => void enable(keys, false)}>
        {t('disable')}
      </Button>
      <Button size="s" onClick={() => void enable(keys, true)}>
        {t('enable')}
      </Button>
      <Button size="s" variant="danger" onClick={() => void remove(keys).then((done) => done && onClear())}>
        {t('delete')}
      </Button>
    </BulkBar>
  )
}
