'use client'
import { useTranslations } from 'next-intl'
import { Note } from '@/components/ui/note'

/** Where users seem to come through a proxy whose word does not count: what goes by address then takes them all for one. */
export function UnnamedProxies({ addresses }: { addresses: string[] }) {
  const t = useTranslations('adminHome')
  return (
    <Note tone="warn">
      {t.rich('unnamedProxies', { addresses: addresses.join(', '), code: (words) => <code className="mono">{words}</code> })}
    </Note>
  )
}
