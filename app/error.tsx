'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'

export default function Crashed({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('common')
  return (
    <main className="mx-auto max-w-xl p-6" role="alert">
      <Empty heading="h1" title={t('crashed.title')} actions={<Button onClick={reset}>{t('retry')}</Button>}>
        {t('crashed.body')} {error.digest && <code>{error.digest}</code>}
      </Empty>
    </main>
  )
}
