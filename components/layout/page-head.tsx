import type { ReactNode } from 'react'

interface Props {
  title: ReactNode
  /** such as "4 keys" */
  count?: ReactNode
  description?: ReactNode
  actions?: ReactNode
}

// On phones the distance above the actions is theirs, so that a row that shows none of them takes no room.
const actionRow =
  'ml-auto flex flex-none gap-x-2 phone:ml-0 phone:w-full phone:flex-wrap phone:*:mt-2 phone:[&>[data-variant=primary]]:flex-1'

export function PageHead({ title, count, description, actions }: Props) {
  return (
    <div className="mb-1 flex items-end gap-x-3 gap-y-1 phone:flex-wrap">
      <div className="min-w-0 phone:flex-[1_1_100%]">
        <h1>
          {title}
          {count !== undefined && <span className="ml-2 text-[14px] font-normal tracking-normal text-ink-2">{count}</span>}
        </h1>
        {description !== undefined && <p className="mt-0.5 text-ink-2">{description}</p>}
      </div>
      {actions !== undefined && <div className={actionRow}>{actions}</div>}
    </div>
  )
}
