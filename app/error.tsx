'use client'
import { useTranslations } from 'next-intl'
import { Door } from '@/components/auth/door'
import { Ground } from '@/components/auth/ground'
import { Button } from '@/components/ui/button'

export default function Crashed({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('common')
  return (
    <Ground className="min-h-[80dvh]" role="alert">
      <Door title={t('crashed.title')} subtitle={t('crashed.body')}>
        <div className="grid gap-4 text-center">
          <Button size="l" wide onClick={reset}>
            {t('retry')}
          </Button>
          {error.digest && <code className="text-ink-2">{error.digest}</code>}
        </div>
      </Door>
    </Ground>
  )
}
