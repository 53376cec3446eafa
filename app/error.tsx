'use client'
import { useTranslations } from 'next-intl'
import { Door } from '@/components/auth/door'
import { Button } from '@/components/ui/button'

export default function Crashed({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('common')
  return (
    <main className="doors-ground min-h-[80dvh]" role="alert">
      <Door title={t('crashed.title')} subtitle={t('crashed.body')}>
        <div className="form text-center">
          <Button className="btn-wide" onClick={reset}>
            {t('retry')}
          </Button>
          {error.digest && <code className="hint">{error.digest}</code>}
        </div>
      </Door>
    </main>
  )
}
