import { cva } from 'class-variance-authority'
import { Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const icons = { info: Info, warn: TriangleAlert, bad: TriangleAlert }
const noteVariants = cva(
  'flex items-start gap-2.5 rounded-md border px-3.5 py-2.5 phone:flex-wrap [&>svg]:mt-[3px] [&>svg]:size-4 [&>svg]:flex-none',
  {
    variants: {
      tone: {
        info: 'border-line bg-surface [&>svg]:text-info-text',
        warn: 'border-warn-line bg-warn-wash [&>svg]:text-warn-text',
        bad: 'border-bad-edge bg-bad-wash [&>svg]:text-bad-text',
      },
    },
  },
)

export function Note({ tone = 'info', actions, children }: { tone?: keyof typeof icons; actions?: ReactNode; children: ReactNode }) {
  const Icon = icons[tone]
  return (
    <div data-slot="note" data-tone={tone} className={noteVariants({ tone })} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon aria-hidden />
      <div className="min-w-0 flex-1">{children}</div>
      {actions !== undefined && <div className="ml-auto flex flex-none gap-1.5 self-center">{actions}</div>}
    </div>
  )
}
