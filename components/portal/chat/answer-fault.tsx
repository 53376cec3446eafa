import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** Says why a turn has no answer. */
export function AnswerFault({ children }: { children: ReactNode }) {
  return (
    <div data-slot="chat-fault" role="alert" className="wrap-anywhere flex items-start gap-2 text-bad-text">
      <CircleAlert aria-hidden className="mt-[3px] size-4 flex-none" />
      {children}
    </div>
  )
}
