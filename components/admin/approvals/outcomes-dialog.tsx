'use client'
import { Check, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { DecisionOutcome } from './use-decisions'

/** What became of each row, where not all of them went through. */
export function OutcomesDialog({ outcomes, onClose }: { outcomes: readonly DecisionOutcome[]; onClose: () => void }) {
  const t = useTranslations('adminApprovals')
  const common = useTranslations('common')
  const failed = outcomes.filter(({ problem }) => problem !== undefined).length
  return (
    <Dialog
      open
      size="s"
      onOpenChange={(open) => !open && onClose()}
      title={t('outcomes', { done: outcomes.length - failed, failed })}
      footer={
        <Button variant="primary" onClick={onClose}>
          {common('close')}
        </Button>
      }
    >
      <ul className="grid gap-2 text-[13px]/5">
        {outcomes.map(({ id, title, problem }) => (
          <li key={id} className="flex items-start gap-2 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:flex-none">
            {problem === undefined ? (
              <Check aria-hidden className="text-ok-text" />
            ) : (
              <TriangleAlert aria-hidden className="text-bad-text" />
            )}
            <span className="wrap-anywhere min-w-0">
              {title}
              <span className="block text-ink-2">{problem ?? t('done')}</span>
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
